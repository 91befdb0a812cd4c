import { expect } from 'chai';
import { endOf, startOf } from '../core/audit/audit-samples.js';
import { AT } from '../core/state/state-samples.js';
import { failureOf } from '../helpers/failure-of.js';
import type { StateStoreClients } from './state-store.contract.js';

/** What every `StateStore` promises of its audit trail. */
export function auditContract(clients: () => StateStoreClients): void {
  it('is read by another client as it was written', async () => {
    const { first, second } = clients();
    await first.audit.append(AT, startOf('run-1'));
    await first.audit.append(AT, endOf('run-1'));
    expect(await second.audit.read(AT, {})).to.deep.equal({
      entries: [startOf('run-1'), endOf('run-1')],
      damaged: [],
      more: 0,
    });
  });

  it('never loses an entry to another of the same name', async () => {
    const { first, second } = clients();
    await first.audit.append(AT, startOf('run-1'));
    const failure = await failureOf(second.audit.append(AT, startOf('run-1', { command: 'panka destroy' })));
    expect(failure.code).to.equal('StateConflict');
    expect((await second.audit.read(AT, {})).entries).to.deep.equal([startOf('run-1')]);
  });
}
