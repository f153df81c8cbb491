// A list of the API as a file for a spreadsheet: read page by page while it is downloaded, and never in memory as a whole.

import type { Clock } from '#core/clock.ts'
import type { Role } from '#core/contract.ts'
import type { AccessRole } from '#db/stores/mailboxes/access.ts'
import type { Page, PageWish } from '#db/stores/query/page.ts'
import type { FileGiven } from '#http/answer.ts'
import { type Cell, csvLines } from './csv.ts'
import { parisDay } from './paris-time.ts'

const rowsInPage = 1000
const megabyte = 1_000_000

/** Logs have no end that anybody waits for: the newest rows, as many as this. */
export const mostOfLog = 100_000

interface Table<Row> {
  readonly page: (wish: PageWish) => Promise<Page<Row>>
  readonly cells: (row: Row) => readonly Cell[]
  /** A multiple of a thousand; left out, all there are. */
  readonly most?: number
}

/** The first page is read before the answer begins, so that a database that is away is still a problem document. */
export async function csvTable<Row>(
  name: string,
  header: readonly string[],
  { page, cells, most = Number.POSITIVE_INFINITY }: Table<Row>,
): Promise<FileGiven> {
  const first = await page({ limit: rowsInPage })
  async function* rows() {
    let given = 0
    for (let read = first; ; read = await page({ limit: rowsInPage, after: read.next })) {
      for (const row of read.rows) yield cells(row)
      given += read.rows.length
      if (read.next === null || given >= most) return
    }
  }
  return { name, content: ReadableStream.from(csvLines(header, rows())) }
}

/** The name of a file that was asked for today, so that those of two days are told apart: `boites-2026-11-25.csv`. */
export const dated = (name: string, clock: Clock): string => `${name}-${parisDay(new Date(clock.now()))}.csv`

export const inMegabytes = (bytes: number): number => Math.round(bytes / megabyte)
export const yes = (answer: boolean): string => (answer ? 'oui' : 'non')
export const roleWords: Readonly<Record<Role, string>> = {
  administrator: 'administration',
  support: 'support',
  auditor: 'lecture',
  manager: 'gestion d’une commune',
  member: 'agent',
}
/** What somebody may do with a mailbox. */
export const accessWords: Readonly<Record<AccessRole | 'owner', string>> = {
  owner: 'titulaire',
  read: 'lire',
  write: 'lire et classer',
  send: 'lire, classer et écrire',
  manage: 'tout, et gérer la boîte',
}
