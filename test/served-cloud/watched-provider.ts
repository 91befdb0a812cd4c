import type { PropertyMap } from '../../src/core/engine/property-value.js';
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  DiffResult,
  FindRequest,
  InvokeRequest,
  ReadRequest,
  ResourceProvider,
  ResourceResult,
  UpdateRequest,
} from '../../src/core/engine/resource-provider.js';

export type CloudVerb = 'create' | 'update' | 'delete' | 'read' | 'invoke';

/** One call that a real provider would send to AWS: previews, checks and diffs are none. */
export interface CloudCall {
  readonly verb: CloudVerb;
  /** Token of an `invoke`. */
  readonly urn: string;
}

export interface Watch {
  /** Awaited before the cloud does it; a rejection is its answer. */
  readonly before?: (call: CloudCall) => void | Promise<void>;
  /** Awaited when it is done or has failed, before the caller hears of it. */
  readonly after?: (call: CloudCall, failure: unknown) => void | Promise<void>;
}

/** A cloud whose calls a test sees, counts, delays and fails. */
export class WatchedProvider implements ResourceProvider {
  /** Calls in the order in which they began. */
  readonly calls: CloudCall[] = [];

  constructor(
    private readonly cloud: ResourceProvider,
    private readonly watch: Watch = {},
  ) {}

  check(request: CheckRequest): Promise<CheckResult> {
    return this.cloud.check(request);
  }

  diff(request: DiffRequest): Promise<DiffResult> {
    return this.cloud.diff(request);
  }

  create(request: CreateRequest): Promise<ResourceResult> {
    if (request.preview) return this.cloud.create(request);
    return this.#watched({ verb: 'create', urn: request.urn }, () => this.cloud.create(request));
  }

  update(request: UpdateRequest): Promise<ResourceResult> {
    if (request.preview) return this.cloud.update(request);
    return this.#watched({ verb: 'update', urn: request.urn }, () => this.cloud.update(request));
  }

  delete(request: DeleteRequest): Promise<void> {
    return this.#watched({ verb: 'delete', urn: request.urn }, () => this.cloud.delete(request));
  }

  read(request: ReadRequest): Promise<ResourceResult | undefined> {
    return this.#watched({ verb: 'read', urn: request.urn }, () => this.cloud.read(request));
  }

  invoke(request: InvokeRequest): Promise<PropertyMap> {
    return this.#watched({ verb: 'invoke', urn: request.token }, () => this.cloud.invoke(request));
  }

  find(request: FindRequest): Promise<readonly string[]> {
    return this.cloud.find(request);
  }

  async #watched<T>(call: CloudCall, run: () => Promise<T>): Promise<T> {
    this.calls.push(call);
    await this.watch.before?.(call);
    let failure: unknown;
    try {
      return await run();
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      await this.watch.after?.(call, failure);
    }
  }
}
