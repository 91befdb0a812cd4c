import type { TestServer } from './test-server.js';

/** Suites on a server, skipped by name where it is not installed. It is ready before their first test. */
export function withServer(server: TestServer, suites: () => void): void {
  describe(`on ${server.name}`, () => {
    before(async function () {
      if (!server.isThere) return this.skip();
      await server.url();
    });
    suites();
  });
}
