// Batches and their communes as the API shows them.

import type { z } from 'zod'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database } from '#db/connection.ts'
import { departmentNumber } from '#db/stores/communes/communes.ts'
import { findWelcomed, type WelcomedRow } from '#db/stores/communes/welcomed-communes.ts'
import type { WelcomeRow } from '#db/stores/communes/welcomes.ts'
import { lettersOfWelcome } from '#db/stores/persons/letter-recipients.ts'
import { type welcomedCommuneView, welcomeProblems } from '../../contract/communes/welcome-view.ts'
import { type OfficialCommune, officialList } from '../communes/official-list.ts'

type Reader = Pick<Database['drizzle'], 'select'>

export const rowView = ({ madeAt: _, ...row }: WelcomeRow) => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
})

export async function welcomeView(drizzle: Reader, asker: { readonly commune: CommuneId }, row: WelcomeRow) {
  const { byCode } = await officialList(await departmentNumber(drizzle, asker.commune))
  const communes = await findWelcomed(drizzle, row.id)
  const { lettersAt, lettersMissing } = await lettersOfWelcome(drizzle, row.id)
  return {
    ...rowView(row),
    communes: communes.map((each) => communeView(each, byCode.get(each.inseeCode))),
    lettersAt: lettersAt?.toISOString() ?? null,
    lettersMissing,
  }
}

export const communeView = (
  { inseeCode, name, domain, templateId, people, state, problem, communeId, settledAt }: WelcomedRow,
  facts: OfficialCommune | undefined,
): z.infer<typeof welcomedCommuneView> => ({
  inseeCode,
  name,
  postcode: facts?.postcodes[0] ?? null,
  population: facts?.population ?? null,
  domain,
  templateId,
  people: people.map((person) => ({ ...person, shared: [...person.shared] })),
  state,
  problem: readProblem(problem),
  communeId,
  settledAt: settledAt?.toISOString() ?? null,
})

/** One that a later version wrote is as good as a mistake of ours. */
const readProblem = (text: string | null): (typeof welcomeProblems)[number] | null =>
  text === null ? null : (welcomeProblems.find((code) => code === text) ?? 'bug')
