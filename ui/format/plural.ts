// The form of a word that goes with a number, by the rules of the language: in French, 0 and 1 are singular.

const rules = { fr: new Intl.PluralRules('fr'), en: new Intl.PluralRules('en') } as const

export interface PluralForms {
  readonly one: string
  readonly other: string
  /** Where nothing is said in a way of its own, such as « aucune boîte ». */
  readonly zero?: string
}

export function plural(language: 'fr' | 'en', count: number, forms: PluralForms): string {
  if (count === 0 && forms.zero !== undefined) return forms.zero
  return rules[language].select(count) === 'one' ? forms.one : forms.other
}
