// The demonstration: three real communes of the Côte-d'Or with invented people. Names and mail domains only; what INSEE
// knows of each commune comes from its own list.

export interface DemoPerson {
  readonly name: string
  readonly local: string
  /** The secretary runs mairie@, the mayor maire@, and a deputy helps with the first. */
  readonly office: 'secretary' | 'mayor' | 'deputy'
}

export interface DemoCommune {
  /** As INSEE writes it. */
  readonly name: string
  readonly domain: string
  /** A shorter name for the same addresses. */
  readonly aliasDomain?: string
  readonly people: readonly DemoPerson[]
}

export const demoDepartment = '21'

export const demoCommunes: readonly DemoCommune[] = [
  {
    name: 'Saulieu',
    domain: 'mairie-saulieu.test',
    aliasDomain: 'saulieu.test',
    people: [
      { name: 'Claire Garnier', local: 'claire.garnier', office: 'secretary' },
      { name: 'Philippe Moreau', local: 'philippe.moreau', office: 'mayor' },
      { name: 'Amélie Rousseau', local: 'amelie.rousseau', office: 'deputy' },
    ],
  },
  {
    name: 'Nolay',
    domain: 'mairie-nolay.test',
    people: [
      { name: 'Sylvie Perrin', local: 'sylvie.perrin', office: 'secretary' },
      { name: 'Jean-Marc Guillot', local: 'jean-marc.guillot', office: 'mayor' },
      { name: 'Nathalie Bailly', local: 'nathalie.bailly', office: 'deputy' },
    ],
  },
  {
    name: 'Flavigny-sur-Ozerain',
    domain: 'mairie-flavigny-sur-ozerain.test',
    people: [
      { name: 'Isabelle Thévenot', local: 'isabelle.thevenot', office: 'secretary' },
      { name: 'François Lambert', local: 'francois.lambert', office: 'mayor' },
      { name: 'Hélène Maître', local: 'helene.maitre', office: 'deputy' },
    ],
  },
]
