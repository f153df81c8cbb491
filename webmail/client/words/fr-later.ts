// The rest of the catalogue in French: what only the parts say that come once somebody needs them. It comes with the first of them.

import { account } from './fr/account.ts'
import { contacts } from './fr/contacts.ts'
import { exporting } from './fr/exporting.ts'
import { goTo } from './fr/go-to.ts'
import { previews } from './fr/previews.ts'
import { rules } from './fr/rules.ts'
import { shortcuts } from './fr/shortcuts.ts'
import { writtenTexts } from './fr/written-texts.ts'

export const laterWords = { account, contacts, exporting, goTo, previews, rules, shortcuts, writtenTexts }

export type LaterWords = typeof laterWords
