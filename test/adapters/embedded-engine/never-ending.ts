// Run by program-turn.test.ts in a process of its own, as no program runs after one that never ends. Prints what it has seen.
import { Thing } from './thing.js';
import { World } from './world.js';

const [stuck, alone, followed] = [
  new World({ isolation: 'one-at-a-time', previewIdleMs: 100 }),
  new World({ isolation: 'one-at-a-time' }),
  new World(),
];
const checked: string[] = [];
const check = stuck.provider.check.bind(stuck.provider);
stuck.provider.check = (request) => {
  checked.push(request.urn.slice(request.urn.lastIndexOf(':') + 1));
  return check(request);
};

let goOn: () => void = () => undefined;
let wentOn = false;
const stalled = await stuck.preview(async () => {
  new Thing('before');
  await new Promise<void>((resolve) => {
    goOn = resolve;
  });
  wentOn = true;
  new Thing('late');
  return {};
});
const other = async () => {
  goOn();
  new Thing('other');
  return {};
};
const refused = [await alone.up(other), await followed.up(other)];
goOn();
for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));

const codes = (results: readonly { readonly errors: readonly { readonly code?: string }[] }[]) =>
  results.flatMap(({ errors }) => errors.map(({ code }) => code));
const made = [alone, followed].flatMap(({ provider }) => [...provider.cloud.keys()]);
// On Node 20 and 22 a promise that is followed has a number.
const isFollowed = Object.getOwnPropertySymbols(Promise.resolve()).length > 0;
console.log(JSON.stringify({ stalled: codes([stalled]), refused: codes(refused), wentOn, checked, made, isFollowed }));
