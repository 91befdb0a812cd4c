/** Prices of one region, dated, each with where it comes from. Shape of pricing/*.json. */
export interface PriceList {
  readonly region: string;
  readonly currency: 'USD';
  /** `YYYY-MM-DD`: when the prices were written down. */
  readonly date: string;
  /** What to know before relying on them. */
  readonly note: string;
  /** By item. `item:family` prices one normalised unit of an instance family; see `unitPrice`. */
  readonly prices: Readonly<Record<string, Price>>;
}

export interface Price {
  /** For one unit: an hour, a month, a GB-month, as the item's name says. */
  readonly usd: number;
  /** Page that states it. */
  readonly source: string;
  /** Where the value was seen; absent: it was written down from memory. */
  readonly checked?: string;
}

/** How much bigger a size is than `small`. Source: AWS, "Instance size flexibility", normalization factors. */
const FACTORS: Readonly<Record<string, number>> = { nano: 0.25, micro: 0.5, small: 1, medium: 2, large: 4, xlarge: 8 };

/**
 * What one unit of an item costs; undefined where the list has no price. Instances (`rds-instance-hour:db.m7g.2xlarge`) are priced by
 * their family times the size, which is how AWS prices on-demand instances within a family.
 */
export function unitPrice({ prices }: PriceList, item: string): number | undefined {
  const exact = prices[item];
  if (exact) return exact.usd;
  const dot = item.lastIndexOf('.');
  const family = prices[item.slice(0, dot)];
  const factor = sizeFactor(item.slice(dot + 1));
  return family && factor !== undefined ? family.usd * factor : undefined;
}

function sizeFactor(size: string): number | undefined {
  const times = /^(\d+)xlarge$/.exec(size)?.[1];
  return times === undefined ? FACTORS[size] : Number(times) * 8;
}
