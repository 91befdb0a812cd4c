import type { Policy } from '../policy.js';

/**
 * A warning where nothing asks for more: switching protection off is the first of two steps to destroy what holds data, and the
 * second, `--allow-data-loss`, names it. A profile makes it an error, which wants a reason and a date.
 */
export const deletionProtection: Policy = {
  id: 'PANKA-DATA-002',
  title: 'what holds data is protected against deletion',
  severity: { development: 'off', production: 'warning' },
  check({ kind, spec, address }, view) {
    if (!view.definition(kind)?.stateful || spec.external || spec.deletionProtection !== false) return [];
    return [
      {
        path: '/deletionProtection',
        message: `${kind} ${address} holds data and is not protected against deletion`,
        suggestion: `remove "deletionProtection: false", unless it is to be deleted: panka destroy --component ${address} --allow-data-loss ${address}`,
      },
    ];
  },
};
