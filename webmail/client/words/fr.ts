// The catalogue in French, the source of the other. Only the chosen language is loaded.

import { fr as ui } from '#ui/words/fr.ts'
import { account } from './fr/account.ts'
import { compose } from './fr/compose.ts'
import { contacts } from './fr/contacts.ts'
import { entrance } from './fr/entrance.ts'
import { frame } from './fr/frame.ts'
import { labels } from './fr/labels.ts'
import { list } from './fr/list.ts'
import { live } from './fr/live.ts'
import { problems } from './fr/problems.ts'
import { reading } from './fr/reading.ts'
import { settings } from './fr/settings.ts'
import { shortcuts } from './fr/shortcuts.ts'

export const words = {
  ui,
  account,
  compose,
  entrance,
  frame,
  list,
  live,
  problems,
  reading,
  shortcuts,
  contacts,
  labels,
  settings,
}

export type Words = typeof words
