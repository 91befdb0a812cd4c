const GIB = 1024 ** 3;
const BURSTABLE: Readonly<Record<string, number>> = {
  micro: 1,
  small: 2,
  medium: 4,
  large: 8,
  xlarge: 16,
  '2xlarge': 32,
};
/** GiB of an `xlarge` by family; other sizes are multiples. Source: RDS user guide, "DB instance classes". */
const XLARGE: Readonly<Record<string, number>> = { m: 16, r: 32, x: 64, c: 8 };

/** Memory of `db.r6g.large` in bytes; undefined for classes that are not known here. */
export function memoryOf(instanceClass: string): number | undefined {
  const [, family = '', size = ''] = instanceClass.split('.');
  if (family.startsWith('t')) return inBytes(BURSTABLE[size]);
  const xlarge = XLARGE[family.charAt(0)];
  if (xlarge === undefined || family.startsWith('x2i')) return undefined;
  if (size === 'large') return inBytes(xlarge / 2);
  const times = /^(\d*)xlarge$/.exec(size);
  return times === null ? undefined : inBytes(xlarge * Number(times[1] || 1));
}

/** Performance Insights isn't offered on the smallest classes of MySQL and MariaDB. Source: RDS and Aurora user guides. */
export function offersPerformanceInsights(engine: string, instanceClass: string): boolean {
  if (engine === 'aurora-mysql') return !/^db\.(t[23]\.|t4g\.(micro|small)$)/.test(instanceClass);
  return !(['mysql', 'mariadb'].includes(engine) && /^db\.t[234]g?\.(micro|small)$/.test(instanceClass));
}

function inBytes(gib: number | undefined): number | undefined {
  return gib === undefined ? undefined : gib * GIB;
}
