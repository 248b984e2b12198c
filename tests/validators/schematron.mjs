// Holds XML files to a Schematron schema. Usage: node schematron.mjs SCHEMA FILE...; prints the broken rules of each file.
import { readFileSync } from 'node:fs';
import schematron from 'node-schematron';

const [path, ...files] = process.argv.slice(2);
const schema = schematron.Schema.fromString(readFileSync(path, 'utf8'));
const found = Object.fromEntries(
  files.map((file) => [file, schema.validateString(readFileSync(file, 'utf8')).map((result) => result.message.trim())]),
);
process.stdout.write(JSON.stringify(found));
