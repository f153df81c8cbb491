// The catalogue in English. Only the chosen language is loaded.

import { en as ui } from '#ui/words/en.ts'
import { account } from './en/account.ts'
import { compose } from './en/compose.ts'
import { contacts } from './en/contacts.ts'
import { entrance } from './en/entrance.ts'
import { exporting } from './en/exporting.ts'
import { firstSteps } from './en/first-steps.ts'
import { folders } from './en/folders.ts'
import { frame } from './en/frame.ts'
import { invitations } from './en/invitations.ts'
import { labels } from './en/labels.ts'
import { list } from './en/list.ts'
import { live } from './en/live.ts'
import { offline } from './en/offline.ts'
import { pictures } from './en/pictures.ts'
import { previews } from './en/previews.ts'
import { printing } from './en/printing.ts'
import { problems } from './en/problems.ts'
import { reading } from './en/reading.ts'
import { receipts } from './en/receipts.ts'
import { rules } from './en/rules.ts'
import { search } from './en/search.ts'
import { settings } from './en/settings.ts'
import { sharing } from './en/sharing.ts'
import { shortcuts } from './en/shortcuts.ts'
import { snooze } from './en/snooze.ts'
import type { Words } from './fr.ts'

export const words: Words = {
  ui,
  account,
  compose,
  entrance,
  exporting,
  firstSteps,
  folders,
  frame,
  invitations,
  list,
  live,
  offline,
  pictures,
  previews,
  printing,
  problems,
  reading,
  receipts,
  sharing,
  shortcuts,
  snooze,
  contacts,
  labels,
  search,
  settings,
  rules,
}
