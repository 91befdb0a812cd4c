import fc from 'fast-check';

const list = (text: string): string[] => text.split(' ¦ ');

const PLAIN = list(
  "text ¦ two words ¦ a-b ¦ x:y ¦ http://a.b/c?d=e#f ¦ a#b ¦ arn:aws:s3:::b/* ¦ it's ¦ é ¦ 日本 ¦ 😀 ¦ 1.2.3 ¦ \\n",
);
/** Plain texts outside of flow collections only. */
const BLOCK_PLAIN = list('${VAR} ¦ $${VAR} ¦ a ${B:-c} d ¦ x,y ¦ a] ¦ b}');
/** What schemas and YAML versions read differently. */
const TYPED = list(
  '1 ¦ -1 ¦ +12 ¦ 0 ¦ 00 ¦ 017 ¦ 0o17 ¦ 0x1F ¦ 0b11 ¦ 1_000 ¦ 1.5 ¦ .5 ¦ 5. ¦ -.5 ¦ 1e3 ¦ 1E-3 ¦ 1e400 ¦ 12345678901234567890 ¦ .inf ¦ -.INF ¦ .NaN ¦ .nan ¦ nan ¦ inf ¦ true ¦ True ¦ TRUE ¦ tRue ¦ false ¦ yes ¦ No ¦ on ¦ off ¦ y ¦ n ¦ null ¦ Null ¦ NULL ¦ ~ ¦ nil ¦ 2020-01-01 ¦ 2001-12-14t21:59:43.10-05:00 ¦ 12:30:45 ¦ 1:20 ¦ = ¦ + ¦ . ¦ .. ¦ 0. ¦ -0 ¦ -0.0 ¦ 0e0 ¦ 1e ¦ e1',
);
/** What is not always a scalar. */
const NASTY = list(
  '<< ¦ - ¦ -- ¦ ---x ¦ ...x ¦ * ¦ " ¦ a #b ¦ tab\tin ¦ !x ¦ &x y ¦ @x ¦ `x ¦ %x ¦ | ¦ > ¦ ? ¦ ? x ¦ : x ¦ :x ¦ ,x ¦ [x ¦ {x ¦ x] ¦ x} ¦ x,y ¦ a: b ¦ - a ¦ trailing ',
);
const KEYS = list(
  'c ¦ d ¦ e ¦ f ¦ g ¦ h ¦ a ¦ b ¦ name ¦ key with spaces ¦ 1 ¦ true ¦ null ¦ "quoted key" ¦ \'single\' ¦ x-y ¦ 0x1 ¦ 1.0 ¦ ~ ¦ $append ¦ 2020-01-01 ¦ é ¦ .',
);
const DOUBLE = list(
  ' ¦ x ¦ a\\nb ¦ a\\tb ¦ \\u00e9 ¦ \\x41 ¦ \\" ¦ \\\\ ¦ a\\\n               b ¦ a\n\n               b ¦ # ¦ :  ¦ \\/ ¦ \\e ¦ \\  ¦ \\_ ¦ \\0 ¦ \\U0001F600',
);
const SINGLE = list(" ¦ x ¦ it''s ¦ a\n               b ¦ a\n\n               b ¦ # ¦ :  ¦ \"");
const LINES = list('line ¦   more ¦  ¦ # no comment ¦ a: b ¦ trailing   ¦ - x ¦ \ttab');

const flowScalar = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...PLAIN) },
  { weight: 12, arbitrary: fc.constantFrom(...TYPED) },
  { weight: 1, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 3, arbitrary: fc.constantFrom(...DOUBLE).map((text) => `"${text}"`) },
  { weight: 3, arbitrary: fc.constantFrom(...SINGLE).map((text) => `'${text}'`) },
  { weight: 1, arbitrary: fc.constant('') },
);

const flow: fc.Memo<string> = fc.memo((depth) =>
  depth <= 1
    ? flowScalar
    : fc.oneof(
        flowScalar,
        fc.array(flow(depth - 1), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
        fc
          .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), flow(depth - 1)), { maxLength: 3, selector: ([key]) => key })
          .map((entries) => `{${entries.map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
      ),
);

const blockScalar = fc
  .tuple(
    fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2', '>2-'),
    fc.array(fc.constantFrom(...LINES), { maxLength: 4 }),
  )
  .map(
    ([header, lines]) =>
      (indent: string) =>
        `${header}\n${lines.map((line) => (line === '' ? '' : `${indent}  ${line}`)).join('\n')}`,
  );

/** A node as text, given the indentation of its parent. */
type Node = (indent: string) => string;

const fixed = (text: string): Node => {
  return () => text;
};

const BEFORE = ['', '', '', '', '', '', '', '&a ', '&b ', '!!str ', '# '];

const decorated = (node: fc.Arbitrary<Node>): fc.Arbitrary<Node> =>
  fc.tuple(fc.constantFrom(...BEFORE), node, fc.constantFrom('', ' # comment')).map(([before, inner, after]) => {
    return (indent) => before + inner(indent) + (inner(indent).includes('\n') ? '' : after);
  });

const leaf = decorated(
  fc.oneof(
    { weight: 12, arbitrary: flow(2).map(fixed) },
    { weight: 2, arbitrary: fc.constantFrom(...BLOCK_PLAIN).map(fixed) },
    { weight: 3, arbitrary: blockScalar },
  ),
);
const alias = fc.constantFrom('*a', '*b').map(fixed);

const block: fc.Memo<Node> = fc.memo((depth): fc.Arbitrary<Node> => {
  if (depth <= 1) return fc.oneof({ weight: 20, arbitrary: leaf }, { weight: 1, arbitrary: alias });
  const map = mapOf(block(depth - 1));
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 6, arbitrary: map },
    { weight: 3, arbitrary: listOf(block(depth - 1)) },
    { weight: 1, arbitrary: mergedInto(map) },
  );
});

function mapOf(child: fc.Arbitrary<Node>): fc.Arbitrary<Node> {
  const entry = fc.tuple(fc.constantFrom(...KEYS), child);
  return fc.uniqueArray(entry, { minLength: 1, maxLength: 4, selector: ([key]) => key }).map((entries) => {
    return (indent) => entries.map(([key, value]) => `\n${indent}${key}: ${value(`${indent}  `)}`).join('');
  });
}

function listOf(child: fc.Arbitrary<Node>): fc.Arbitrary<Node> {
  return fc.array(child, { minLength: 1, maxLength: 4 }).map((items) => {
    return (indent) => items.map((item) => `\n${indent}- ${item(`${indent}  `)}`).join('');
  });
}

function mergedInto(map: fc.Arbitrary<Node>): fc.Arbitrary<Node> {
  const sources = fc.constantFrom('*a', '[*a, *b]', '{x: 1, c: 2}', '');
  return fc.tuple(map, flow(2), sources).map(([inner, value, source]) => {
    return (indent) => `\n${indent}z: &a {c: 1, name: ${value}}${inner(indent)}\n${indent}<<: ${source}`;
  });
}

/** A manifest is a map, or at least no block scalar: at the top, indentation indicators mean different things to the two. */
const root = block(4).filter((node) => !/^(&[ab] |!!str |# )*[|>]/.test(node('')));

/** Texts that are YAML or nearly so: every kind of scalar, styles, anchors, merge keys, several documents. */
export const yamlText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(root, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\n', '# end\n'),
  )
  .map(([documents, newline, end]) =>
    (documents.map((document) => document('').replace(/^\n/, '')).join('\n---\n') + end).replaceAll('\n', newline),
  );
