import fc from 'fast-check'
import { expect, test } from 'vitest'
import { officialList } from '#admin/api/communes/official-list.ts'
import { nameLabel, proposedDomain } from '#admin/api/communes/proposed-domain.ts'
import { parseDomain } from '#core/address/email-address.ts'

const offered = (name: string, suffix = ''): string => proposedDomain({ name, suffix, ending: 'fr' })

test.each([
  ['Saulieu', 'mairie-saulieu.fr'],
  ['Is-sur-Tille', 'mairie-is-sur-tille.fr'],
  ['Saint-Jean-de-Losne', 'mairie-saint-jean-de-losne.fr'],
  ["L'Étang-Vergy", 'mairie-l-etang-vergy.fr'],
  ['L’Haÿ-les-Roses', 'mairie-l-hay-les-roses.fr'],
  ['Œuilly', 'mairie-oeuilly.fr'],
  ['Le Meix', 'mairie-le-meix.fr'],
  ["Val-d'Izé", 'mairie-val-d-ize.fr'],
  ['Plœuc-L’Hermitage', 'mairie-ploeuc-l-hermitage.fr'],
  ['St-Rémy', 'mairie-saint-remy.fr'],
  ['Ste Colombe', 'mairie-sainte-colombe.fr'],
  ['Estivareilles', 'mairie-estivareilles.fr'],
  ['Y', 'mairie-y.fr'],
])('%s → %s', (name, domain) => {
  expect(offered(name)).toBe(domain)
})

test('a name that other départements have too → the number of the département', () => {
  expect(offered('Athée', '21')).toBe('mairie-athee21.fr')
  expect(offered('Propriano', '2A')).toBe('mairie-propriano2a.fr')
})

test('a demonstration → a domain that no registry has', () => {
  expect(proposedDomain({ name: 'Nolay', suffix: '', ending: 'test' })).toBe('mairie-nolay.test')
})

test('any name → a domain whose labels are short enough and never end in a dash', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 120, unit: 'grapheme' }), (name) => {
      const domain = offered(`a${name}`, '974')
      expect(parseDomain(domain)).toEqual({ ok: true, value: domain })
    }),
  )
})

test('every commune of the Côte-d’Or → a domain of its own, and one of the namesakes elsewhere', async () => {
  const { communes, byCode, department } = await officialList('21')
  expect(department).toEqual({ name: "Côte-d'Or", liaison: 3 })
  expect(communes).toHaveLength(698)
  const domains = communes.map(({ name, suffix }) => offered(name, suffix))
  expect(new Set(domains).size).toBe(698)
  expect(byCode.get('21028')).toMatchObject({
    name: 'Athée',
    suffix: '21',
    postcodes: ['21130'],
    population: 815,
  })
  expect(byCode.get('21584')).toMatchObject({ name: 'Saulieu', suffix: '', siren: '212105845' })
})

test('a label twice made → itself', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(nameLabel(nameLabel(name))).toBe(nameLabel(name))
    }),
  )
})

test('a département that does not exist → rejected, again and again', async () => {
  await expect(officialList('20')).rejects.toThrow('20')
  await expect(officialList('20')).rejects.toThrow('20')
})
