// node openapi.mjs < openapi.json: validates an OpenAPI 3.0 document and its examples. Writes the errors to standard output, as JSON.
import { text } from 'node:stream/consumers';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const document = JSON.parse(await text(process.stdin));
const validator = new Validator();
const { valid, errors } = await validator.validate(structuredClone(document));
const found = valid ? [] : [errors].flat().map(error => typeof error === 'string' ? error : `${error.instancePath}: ${error.message}`);
if (valid) validator.resolveRefs();

const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
addFormats(ajv);
ajv.addKeyword('components');
ajv.addSchema({ $id: 'document', components: inJsonSchema(document.components) }, 'document');
for (const [place, { schema, example }] of media(document, '')) {
  const check = ajv.compile(inJsonSchema(schema));
  if (example !== undefined && !check(example)) found.push(`${place}: ${ajv.errorsText(check.errors)}`);
}

process.stdout.write(JSON.stringify(found));

// Yields every { schema, example } under a media type, and every parameter.
function* media(node, place) {
  if (node === null || typeof node !== 'object') return;
  if (node.schema) yield [place, node];
  for (const [name, inner] of Object.entries(node)) if (name !== 'example' && name !== 'schema') yield* media(inner, `${place}/${name}`);
}

// OpenAPI 3.0 says "nullable" where JSON Schema says "or null", and its references point into its own document.
function inJsonSchema(node) {
  if (Array.isArray(node)) return node.map(inJsonSchema);
  if (node === null || typeof node !== 'object') return node;
  if (node.$ref) return { $ref: node.$ref.replace('#', 'document#') };
  const { nullable, example, ...rest } = node;
  const schema = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, name === 'default' ? value : inJsonSchema(value)]));
  return nullable === true ? { anyOf: [{ type: 'null' }, schema] } : schema;
}
