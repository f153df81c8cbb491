// What a person of a new commune is proposed to open, whichever way they are named: by a table or in the wizard.

interface TemplateEntry {
  readonly localPart: string
  readonly kind: 'manager' | 'personal' | 'shared'
}

/** Every office of the template: a small town hall has few people, and the wizard is where one is more particular. */
export const openedAtFirst = (entries: readonly TemplateEntry[]): readonly string[] =>
  entries.filter(({ kind }) => kind === 'shared').map(({ localPart }) => localPart)
