// Where the library or the new DMARC differs from what somebody may expect, the decision page says what we do about it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { arcChainRows } from './arc-chain-rows.ts'
import { dkimContentRows } from './dkim-content-rows.ts'
import { dkimKeyRows } from './dkim-key-rows.ts'
import { dkimTagRows } from './dkim-tag-rows.ts'
import { dmarcAlignmentRows } from './dmarc-alignment-rows.ts'
import { dmarcPolicyRows } from './dmarc-policy-rows.ts'
import { spfLimitRows } from './spf-limit-rows.ts'
import { spfMacroRows } from './spf-macro-rows.ts'
import { spfMechanismRows } from './spf-mechanism-rows.ts'
import { spfRecordRows } from './spf-record-rows.ts'

interface Row {
  readonly rule: string
  readonly disagrees?: string
  readonly differs?: string
}

const rows: readonly Row[] = [
  ...[spfRecordRows, spfMechanismRows, spfLimitRows, spfMacroRows].flat(),
  ...[dkimContentRows, dkimTagRows, dkimKeyRows, arcChainRows].flat(),
  ...[dmarcPolicyRows, dmarcAlignmentRows].flat(),
]
const page = readFileSync(
  join(import.meta.dirname, '../../../../../docs/decisions/0011-authentication-verdicts.md'),
  'utf8',
)

test.each(rows.filter(({ disagrees, differs }) => (disagrees ?? differs) !== undefined))(
  '$rule → on the decision page',
  ({ rule }) => {
    expect(page).toContain(rule)
  },
)
