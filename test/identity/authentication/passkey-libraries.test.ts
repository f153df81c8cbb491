import { globSync } from 'node:fs'
import { expect, test } from 'vitest'

test('node_modules after "npm install" → one copy of the ASN.1 schema, without which no passkey’s signature is read', () => {
  const copies = globSync('node_modules/{*,*/*,*/*/node_modules/*}/asn1-schema/package.json')
  expect(copies, 'run "npm install": package.json pins one version of @peculiar/asn1-schema').toEqual([
    'node_modules/@peculiar/asn1-schema/package.json',
  ])
})
