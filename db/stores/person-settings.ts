// What a person chose for the webmail; what nobody chose is as the table says.

import { eq } from 'drizzle-orm'
import type { Database } from '../connection.ts'
import { type densities, personSettings, type readingPanes } from '../schema/person-settings.ts'
import { withoutValues } from '../without-values.ts'

export interface PersonSettings {
  readonly undoSeconds: number
  readonly density: (typeof densities)[number]
  readonly readingPane: (typeof readingPanes)[number]
  readonly shortcuts: boolean
}

const columns = {
  undoSeconds: personSettings.undoSeconds,
  density: personSettings.density,
  readingPane: personSettings.readingPane,
  shortcuts: personSettings.shortcuts,
}

const unchosen: PersonSettings = {
  ...{ undoSeconds: 10, density: 'comfortable', readingPane: 'right', shortcuts: false },
}

export const findPersonSettings = (
  { drizzle }: Pick<Database, 'drizzle'>,
  person: string,
): Promise<PersonSettings> =>
  withoutValues(async () => {
    const [found] = await drizzle
      .select(columns)
      .from(personSettings)
      .where(eq(personSettings.personId, person))
    return found ?? unchosen
  })

export const putPersonSettings = (
  { drizzle }: Pick<Database, 'drizzle'>,
  person: string,
  settings: PersonSettings,
): Promise<void> =>
  withoutValues(async () => {
    await drizzle
      .insert(personSettings)
      .values({ personId: person, ...settings })
      .onConflictDoUpdate({ target: personSettings.personId, set: { ...settings, updatedAt: new Date() } })
  })
