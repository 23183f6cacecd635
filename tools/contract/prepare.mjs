// prepare.mjs DESCRIPTION PREPARED: writes a description of the carrier's API that Prism reads as the carrier means it. In a form, a list is
// the same name several times; the description does not say so, and Prism then refuses every list.
import { readFileSync, writeFileSync } from 'node:fs';

const [description, prepared] = process.argv.slice(2);
const document = JSON.parse(readFileSync(description, 'utf8'));
const methods = Object.values(document.paths).flatMap((path) => Object.values(path));
for (const operation of methods) {
  const form = operation?.requestBody?.content?.['application/x-www-form-urlencoded'];
  const properties = Object.entries(form?.schema?.properties ?? {});
  const lists = properties.filter(([, property]) => property.type === 'array').map(([name]) => name);
  if (lists.length > 0) {
    const repeated = { style: 'form', explode: true, allowReserved: true };
    form.encoding = { ...form.encoding, ...Object.fromEntries(lists.map((name) => [name, repeated])) };
  }
}
writeFileSync(prepared, JSON.stringify(document));
