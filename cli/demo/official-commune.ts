// What INSEE's list says of a commune.

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const officialCommune = z.object({
  nom: z.string(),
  code: z.string(),
  type: z.literal('commune-actuelle'),
  departement: z.string(),
  siren: z.string().nullish(),
  population: z.int().nullish(),
})

export type OfficialCommune = z.infer<typeof officialCommune>

/** Present communes of a département, by name. */
export async function officialCommunes(department: string): Promise<ReadonlyMap<string, OfficialCommune>> {
  const file = fileURLToPath(import.meta.resolve('@etalab/decoupage-administratif/data/communes.json'))
  const rows = z.array(z.unknown()).parse(JSON.parse(await readFile(file, 'utf8')))
  const found = rows.flatMap((row) => {
    const commune = officialCommune.safeParse(row)
    return commune.success && commune.data.departement === department ? [commune.data] : []
  })
  return new Map(found.map((commune) => [commune.nom, commune]))
}
