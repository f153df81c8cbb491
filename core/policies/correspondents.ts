// Who has written to a commune before. The first message of an author is where fraud begins.

import type { CommuneId } from '../address/directory.ts'

export interface Correspondents {
  /** Those of the communes that had mail from this author before. Rejects when the database does not answer. */
  knownTo(author: string, communes: readonly CommuneId[]): Promise<ReadonlySet<CommuneId>>
  /** The communes took mail from this author. Never waits, never fails: what is lost is a first contact shown twice. */
  remember(author: string, communes: readonly CommuneId[]): void
}
