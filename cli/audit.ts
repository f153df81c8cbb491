// `audit verify`: whether somebody tampered with the audit log. Exit code 1 when something does not follow.

import { parseArgs } from 'node:util'
import { type AuditChain, checkAuditChain } from '#db/stores/audit-chain.ts'
import { contextOptions, openExisting } from './context.ts'
import { openAsOwner } from './open-as-owner.ts'
import { queryOrFault } from './query-or-fault.ts'
import { Fault, print, say } from './terminal.ts'

export async function audit(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...contextOptions, expect: { type: 'string' } },
  })
  if (positionals.length !== 1 || positionals[0] !== 'verify')
    throw new Fault('usage: audit verify [--expect SEAL]')
  const expected = values.expect ?? null
  if (expected !== null && !/^[0-9a-f]{64}$/.test(expected))
    throw new Fault(`--expect ${expected}: expected the 64 hexadecimal digits of a seal`)
  await using database = openAsOwner(await openExisting(values))
  const chain = await queryOrFault(checkAuditChain(database, expected))
  const faults = faultsOf(chain, expected)
  print(showChain(chain))
  for (const fault of faults) say(fault)
  return faults.length === 0 ? 0 : 1
}

export function faultsOf({ breaks, expectedFound }: AuditChain, expected: string | null): readonly string[] {
  const broken = breaks.map(({ id, kind }) =>
    kind === 'missing'
      ? `Row ${id}: what stood before it is missing.`
      : `Row ${id}: forged; its seal does not follow from what it says and from the row before it.`,
  )
  const lost =
    expected !== null && !expectedFound
      ? [
          'No row has the seal that was expected: the log was written anew or cut off, or that row was forgotten by age.',
        ]
      : []
  return [...broken, ...lost]
}

function showChain({ rows, last, breaks }: AuditChain): string {
  if (last === null) return 'The audit log is empty.'
  const verdict = breaks.length === 0 ? 'Every row follows from the one before it.' : 'The log is broken.'
  return [
    `${rows} rows. ${verdict}`,
    `Last row: ${last.id}`,
    `Seal: ${last.seal}`,
    'Note the seal down somewhere else: --expect SEAL will tell whether the log was written anew.',
  ].join('\n')
}
