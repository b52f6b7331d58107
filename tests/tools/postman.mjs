// node postman.mjs <folder> <name=value>... < collection.json: runs a folder of a Postman collection, with these variables, in
// Postman's runner. Writes the requests and the failures as JSON to standard output.
import { text } from 'node:stream/consumers';
import { createRequire } from 'node:module';

const newman = createRequire(import.meta.url)('newman');
const [folder, ...variables] = process.argv.slice(2);
const options = {
  collection: JSON.parse(await text(process.stdin)),
  folder,
  reporters: [],
  timeout: 50_000,
  envVar: variables.map(pair => ({ key: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1) })),
};
newman.run(options, (error, summary) => {
  if (error) throw error;
  const sent = summary.run.executions.map(({ item, response }) => `${item.name}: ${response?.code}`);
  const wrong = summary.run.failures.map(({ source, error }) => `${source?.name}: ${error.message}`);
  process.stdout.write(JSON.stringify({ sent, wrong }));
});
