// A rule in a sentence: « de toute adresse en @edf.fr et avec pièce jointe : marquer lu, ranger dans Factures ». Pure.

import type { LabelView } from '../labels/labels.tsx'
import type { AllWords } from '../words/later-part.tsx'
import type { RuleAction, RuleCondition, RuleView } from './types.ts'

export interface RuleNames {
  /** Of a path, as people read it. */
  readonly folder: (path: string) => string
  readonly labels: readonly LabelView[]
  readonly size: (octets: number) => string
}

type Said = AllWords['rules']

export function ruleSentence(
  { match, conditions, actions }: RuleView,
  names: RuleNames,
  words: Said,
): string {
  const joint = ` ${match === 'all' ? words.and : words.or} `
  const when = conditions.map((condition) => conditionText(condition, names, words)).join(joint)
  const does = actions.map((action) => actionText(action, names, words))
  return words.sentence(when, does.length === 0 ? words.does.nothing : does.join(', '))
}

function conditionText(condition: RuleCondition, { size }: RuleNames, { said }: Said): string {
  switch (condition.field) {
    case 'from':
    case 'to':
      return said[condition.field][condition.how](condition.value.replace(/^@/, ''))
    case 'subject':
      return said.subject[condition.how](condition.value)
    case 'words':
    case 'list':
      return said[condition.field](condition.value)
    case 'attachment':
      return said.attachment
    case 'larger':
    case 'smaller':
      return said[condition.field](size(condition.octets))
  }
}

function actionText(action: RuleAction, { folder, labels }: RuleNames, { does }: Said): string {
  switch (action.kind) {
    case 'file':
      return does.file(folder(action.folder))
    case 'label': {
      const found = labels.find(({ id }) => id === action.label)
      return found === undefined ? does.lostLabel : does.label(found.name)
    }
    default:
      return does[action.kind]
  }
}
