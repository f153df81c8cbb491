// The rest of the catalogue in English.

import { account } from './en/account.ts'
import { contacts } from './en/contacts.ts'
import { exporting } from './en/exporting.ts'
import { goTo } from './en/go-to.ts'
import { previews } from './en/previews.ts'
import { rules } from './en/rules.ts'
import { shortcuts } from './en/shortcuts.ts'
import { writtenTexts } from './en/written-texts.ts'
import type { LaterWords } from './fr-later.ts'

export const laterWords: LaterWords = {
  account,
  contacts,
  exporting,
  goTo,
  previews,
  rules,
  shortcuts,
  writtenTexts,
}
