// The six steps in their order, as the API names them and as addresses write them.

export const steps = ['choose', 'domain', 'mailboxes', 'people', 'preview', 'create'] as const
export type Step = (typeof steps)[number]

const slugs: Readonly<Record<Step, string>> = {
  choose: 'choisir',
  domain: 'domaine',
  mailboxes: 'boites',
  people: 'personnes',
  preview: 'apercu',
  create: 'creation',
}

export const stepOfSlug = (slug: string): Step | null => steps.find((step) => slugs[step] === slug) ?? null

export const addressOfStep = (batch: string, step: Step): string => `/accueil/${batch}/${slugs[step]}`

export const stepAfter = (step: Step): Step => steps[steps.indexOf(step) + 1] ?? step

/** Null before the first. */
export const stepBefore = (step: Step): Step | null => steps[steps.indexOf(step) - 1] ?? null
