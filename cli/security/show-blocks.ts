// Blocks as a person at a terminal reads them, the one that lasts longest first.

import { singleLine } from '#core/message/single-line.ts'
import type { Block } from '#db/stores/security/blocks.ts'
import type { Released } from '#db/stores/security/release-blocks.ts'
import { table } from '../terminal.ts'

export const showBlocks = (blocks: readonly Block[]): string =>
  table([
    ['ACCOUNT', 'FROM', 'SINCE', 'UNTIL', 'BECAUSE'],
    ...blocks.map(({ kind, login, network, since, until, failures }) => [
      accountOf(login),
      network,
      clock.format(since),
      clock.format(until),
      kind === 'login' ? `${failures} wrong passwords` : `wrong passwords for ${failures} accounts`,
    ]),
  ])

export const showReleased = (released: readonly Released[]): string =>
  released.map(({ login, network }) => `Released: ${accountOf(login)} from ${network}`).join('\n')

/** A login is what somebody typed. */
const accountOf = (login: string | null): string => (login === null ? 'every account' : singleLine(login))

const clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' })
