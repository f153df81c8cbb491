// Communes by the official list: whom one can welcome, and under which domain.

import { departmentNumber, findHosted } from '#db/stores/communes/communes.ts'
import { cursorOf, pageOfRows } from '#db/stores/query/page.ts'
import { officialCommuneRoutes } from '../../contract/communes/official-commune.ts'
import { implement } from '../http/handler.ts'
import { type OfficialCommune, officialList } from './official-list.ts'
import { nameLabel, proposedDomain } from './proposed-domain.ts'

export const officialCommuneHandlers = implement(officialCommuneRoutes, {
  'GET /official-communes': async ({ query }, { actor, database: { drizzle }, ports }) => {
    const { communes } = await officialList(await departmentNumber(drizzle, actor.commune))
    const hosted = await findHosted(drizzle, actor.scope)
    const wanted = communes.filter(
      (each) =>
        matches(each, query.search) &&
        (query.hosted === undefined || hosted.has(each.inseeCode) === (query.hosted === 'true')),
    )
    const [last] = cursorOf(query.after, 1) ?? []
    // A commune that stopped matching since is still in the whole list, which has its place.
    const from = last === undefined ? 0 : communes.findIndex(({ inseeCode }) => inseeCode === last) + 1
    const later = new Set(communes.slice(from))
    const { rows, next } = pageOfRows(
      wanted.filter((each) => later.has(each)),
      query.limit,
      ({ inseeCode }) => [inseeCode],
    )
    return {
      rows: rows.map(({ inseeCode, name, postcodes, population, siren, suffix }) => ({
        inseeCode,
        name,
        postcodes: [...postcodes],
        population,
        siren,
        communeId: hosted.get(inseeCode) ?? null,
        proposedDomain: proposedDomain({ name, suffix, ending: ports.proposedEnding }),
      })),
      next,
    }
  },
})

function matches(commune: OfficialCommune, search: string | undefined): boolean {
  if (search === undefined || search.trim() === '') return true
  const code = search.trim().toUpperCase()
  const label = nameLabel(search)
  return (
    commune.inseeCode.startsWith(code) ||
    commune.postcodes.some((postcode) => postcode.startsWith(code)) ||
    (label !== '' && commune.label.includes(label))
  )
}
