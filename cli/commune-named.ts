// The tenant that `--commune` names.

import type { CommuneId } from '#core/address/directory.ts'
import type { Database } from '#db/connection.ts'
import { findCommunes, type NamedCommune } from '#db/stores/communes/find-communes.ts'
import { queryOrFault } from './query-or-fault.ts'
import { Fault } from './terminal.ts'

export async function communeNamed(database: Database, named: string): Promise<CommuneId> {
  const { exact, similar } = await queryOrFault(findCommunes(database, named))
  const [only] = exact
  if (only !== undefined && exact.length === 1) return only.commune
  const choices = exact.length > 1 ? exact : similar
  if (choices.length === 0) throw new Fault(`--commune ${named}: no commune of this name or INSEE code`)
  throw new Fault(`--commune ${named}: which one? ${choices.map(showCommune).join(', ')}`)
}

const showCommune = ({ name, inseeCode }: NamedCommune): string =>
  inseeCode === null ? name : `${name} (${inseeCode})`
