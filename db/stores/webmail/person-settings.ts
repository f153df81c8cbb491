// What a person chose for the webmail; what nobody chose is as the table says.

import { eq } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import {
  type afterFilings,
  type densities,
  personSettings,
  type readingPanes,
  type receiptChoices,
} from '../../schema/person-settings.ts'

export interface PersonSettings {
  readonly undoSeconds: number
  readonly density: (typeof densities)[number]
  readonly readingPane: (typeof readingPanes)[number]
  readonly shortcuts: boolean
  /** A command's name and its key. */
  readonly keys: Readonly<Record<string, string>>
  readonly conversations: boolean
  readonly firstSteps: boolean
  readonly afterFiling: (typeof afterFilings)[number]
  readonly receipts: (typeof receiptChoices)[number]
}

const columns = {
  undoSeconds: personSettings.undoSeconds,
  density: personSettings.density,
  readingPane: personSettings.readingPane,
  shortcuts: personSettings.shortcuts,
  keys: personSettings.keys,
  conversations: personSettings.conversations,
  firstSteps: personSettings.firstSteps,
  afterFiling: personSettings.afterFiling,
  receipts: personSettings.receipts,
}

const unchosen: PersonSettings = {
  ...{ undoSeconds: 10, density: 'comfortable', readingPane: 'right', shortcuts: false, receipts: 'ask' },
  ...{ conversations: true, firstSteps: true, afterFiling: 'next', keys: {} },
}

export const findPersonSettings = (
  { drizzle }: Pick<Database, 'drizzle'>,
  person: string,
): Promise<PersonSettings> =>
  redactQueryErrors(async () => {
    const [found] = await drizzle
      .select(columns)
      .from(personSettings)
      .where(eq(personSettings.personId, person))
    return found ?? unchosen
  })

type Chosen = { readonly [Name in keyof PersonSettings]?: PersonSettings[Name] | undefined }

/** What is left out stays as it is. All of it as it is then. */
export const changePersonSettings = (
  { drizzle }: Pick<Database, 'drizzle'>,
  person: string,
  chosen: Chosen,
): Promise<PersonSettings> =>
  redactQueryErrors(async () => {
    const [changed] = await drizzle
      .insert(personSettings)
      .values({ personId: person, ...unchosen, ...chosen })
      .onConflictDoUpdate({ target: personSettings.personId, set: { ...chosen, updatedAt: new Date() } })
      .returning(columns)
    if (changed === undefined) throw new Error('settings were written and not given back')
    return changed
  })
