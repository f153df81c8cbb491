// Where the panel is; and as long as nobody administers, the code that makes the first administrator.

import { readSecret } from '#core/config/read-config.ts'
import { hasAdministrator } from '#db/stores/persons/team.ts'
import { firstAdministratorCode } from '#identity/activation-code.ts'
import { adminOrigin } from '#stack/spec/origins.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import type { Context } from './context.ts'
import { openAsOwner } from './open-as-owner.ts'

export interface Panel {
  readonly address: string
  /** Null once somebody administers, and for whoever may not read the machine's secrets. */
  readonly firstVisit: { readonly link: string; readonly code: string } | null
}

export async function panelOf(context: Context, databaseRuns: boolean): Promise<Panel> {
  const address = adminOrigin(context)
  const code = databaseRuns ? await openCode(context) : null
  return {
    address,
    firstVisit: code === null ? null : { link: `${address}/premier-administrateur#${code}`, code },
  }
}

async function openCode(context: Context): Promise<string | null> {
  try {
    await using database = openAsOwner(context)
    if (await hasAdministrator(database.drizzle)) return null
    return firstAdministratorCode(readSecret(secretFile(context.paths, 'first-administrator')))
  } catch {
    return null
  }
}

export const showFirstVisit = ({ link, code }: NonNullable<Panel['firstVisit']>): string =>
  ['Nobody administers yet. The first administrator begins here, once:', `  ${link}`, `  Code: ${code}`].join(
    '\n',
  )
