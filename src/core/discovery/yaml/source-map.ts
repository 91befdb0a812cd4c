import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { SourceLocation } from '../../diagnostics/diagnostic.js';
import { segmentsOf } from '../../diagnostics/json-pointer.js';

/** Where a node of a document stands, and where its children are. Offsets count UTF-16 code units from 0. */
export interface SourceNode {
  readonly start: number;
  /** End of a plain scalar. */
  readonly plainEnd?: number;
  readonly children?: ReadonlyMap<string, SourceChild>;
}
export interface SourceChild {
  readonly keyStart: number;
  readonly node: SourceNode;
}

/** Positions of everything in one file. Built only for a file that a diagnostic or a question is about. */
export class SourceMap {
  readonly #file: string;
  readonly #text: string;
  readonly #lineStarts: readonly number[];
  readonly #documents: readonly SourceNode[];

  constructor(file: string, text: string, documents: readonly SourceNode[]) {
    this.#file = file;
    this.#text = text;
    this.#lineStarts = lineStarts(text);
    this.#documents = documents;
  }

  /** Line and column of an offset. */
  at(offset: number): SourceLocation {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.#file, line: low + 1, column: offset - this.#lineStarts[low]! + 1 };
  }

  /** Where the key or the value at a pointer begins; the nearest ancestor's place where the pointer leads nowhere. */
  locate(document: number, pointer: string, side: 'key' | 'value'): SourceLocation {
    const found = this.#find(document, pointer);
    if (found === undefined) return this.at(0);
    return this.at(side === 'value' && found.whole ? found.node.start : found.keyStart);
  }

  /** The plain scalar at a pointer as it is written; undefined for anything else. */
  scalar(document: number, pointer: string): string | undefined {
    const found = this.#find(document, pointer);
    if (!found?.whole || found.node.plainEnd === undefined) return undefined;
    return this.#text.slice(found.node.start, found.node.plainEnd);
  }

  #find(document: number, pointer: string): { node: SourceNode; keyStart: number; whole: boolean } | undefined {
    let node = this.#documents[document];
    if (node === undefined) return undefined;
    let keyStart = node.start;
    for (const segment of segmentsOf(pointer)) {
      const child: SourceChild | undefined = childOf(node, segment);
      if (child === undefined) return { node, keyStart, whole: false };
      node = child.node;
      keyStart = child.keyStart;
    }
    return { node, keyStart, whole: true };
  }
}

/** Merged-in keys (`<<`) are found behind the ones written here. */
function childOf(node: SourceNode, segment: string): SourceChild | undefined {
  const own = node.children?.get(segment);
  if (own) return own;
  const merged = node.children?.get('<<')?.node;
  if (!merged) return undefined;
  const direct = merged.children?.get(segment);
  if (direct) return direct;
  for (const item of merged.children?.values() ?? []) {
    const found = item.node.children?.get(segment);
    if (found) return found;
  }
  return undefined;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x0a || (c === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) starts.push(i + 1);
  }
  return starts;
}

/** The nodes of every document of a text that js-yaml accepts; throws where it doesn't. */
export function sourceNodes(text: string): SourceNode[] {
  return new EventReader(text, parseEvents(text, {})).documents();
}

class EventReader {
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, SourceNode>();
  #next = 0;
  /** End of what was read: an empty node stands there. */
  #end = 0;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  documents(): SourceNode[] {
    const nodes: SourceNode[] = [];
    while (this.#next < this.#events.length) {
      this.#next++; // the document event
      nodes.push(this.#node());
      this.#next++; // its pop
    }
    return nodes;
  }

  #node(): SourceNode {
    const event = this.#events[this.#next++]!;
    if (event.type === EVENT_ID.ALIAS) {
      this.#end = event.anchorEnd;
      return (
        this.#anchors.get(this.#text.slice(event.anchorStart, event.anchorEnd)) ?? { start: event.anchorStart - 1 }
      );
    }
    if (event.type === EVENT_ID.SCALAR) return this.#anchored(event, this.#scalar(event));
    if (event.type === EVENT_ID.MAPPING)
      return this.#anchored(event, { start: event.start, children: this.#entries() });
    if (event.type === EVENT_ID.SEQUENCE) return this.#anchored(event, { start: event.start, children: this.#items() });
    return { start: this.#end };
  }

  #anchored(event: { anchorStart: number; anchorEnd: number }, node: SourceNode): SourceNode {
    if (event.anchorStart >= 0) this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  }

  #entries(): Map<string, SourceChild> {
    const children = new Map<string, SourceChild>();
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) {
      const key = this.#events[this.#next]!;
      const keyNode = this.#node();
      const name = key.type === EVENT_ID.SCALAR && key.valueStart >= 0 ? getScalarValue(this.#text, key) : '';
      children.set(name, { keyStart: keyNode.start, node: this.#node() });
    }
    this.#next++;
    return children;
  }

  #items(): Map<string, SourceChild> {
    const children = new Map<string, SourceChild>();
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) {
      const node = this.#node();
      children.set(String(children.size), { keyStart: node.start, node });
    }
    this.#next++;
    return children;
  }

  #scalar(event: ScalarEvent): SourceNode {
    const plain = event.style === SCALAR_STYLE.PLAIN && event.valueStart >= 0;
    return { start: this.#scalarStart(event), ...(plain ? { plainEnd: event.valueEnd } : {}) };
  }

  #scalarStart(event: ScalarEvent): number {
    if (event.valueStart < 0) return this.#end;
    this.#end = event.valueEnd;
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    if (quoted) return event.valueStart - 1;
    if (event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK) {
      return Math.max(
        0,
        this.#text.lastIndexOf(event.style === SCALAR_STYLE.LITERAL_BLOCK ? '|' : '>', event.valueStart - 1),
      );
    }
    return event.valueStart;
  }
}
