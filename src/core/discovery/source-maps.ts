import type { SourceLocation } from '../diagnostics/diagnostic.js';
import type { ManifestSource } from './manifest-source.js';
import type { Place } from './problems.js';
import { SourceMap, sourceNodes } from './yaml/source-map.js';

/** Finds places in files. Reads and parses a file again when it is first asked for, so a run without questions pays nothing. */
export class SourceMaps {
  readonly #source: Pick<ManifestSource, 'text'>;
  readonly #maps = new Map<string, SourceMap>();

  constructor(source: Pick<ManifestSource, 'text'>) {
    this.#source = source;
  }

  locate(place: Place): SourceLocation {
    return this.#map(place.file).locate(place.document, place.pointer, place.side ?? 'value');
  }

  /** A plain scalar as it is written; undefined for quoted ones, maps and lists. */
  scalar(place: Place): string | undefined {
    return this.#map(place.file).scalar(place.document, place.pointer);
  }

  #map(file: string): SourceMap {
    let map = this.#maps.get(file);
    if (map === undefined) {
      map = read(file, this.#source);
      this.#maps.set(file, map);
    }
    return map;
  }
}

/** A file that changed or vanished since it was read has no places left: its first line stands for all of them. */
function read(file: string, source: Pick<ManifestSource, 'text'>): SourceMap {
  try {
    const text = source.text(file);
    return new SourceMap(file, text, sourceNodes(text));
  } catch {
    return new SourceMap(file, '', []);
  }
}
