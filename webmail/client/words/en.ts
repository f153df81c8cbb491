// The catalogue in English. Only the chosen language is loaded.

import { en as ui } from '#ui/words/en.ts'
import { account } from './en/account.ts'
import { compose } from './en/compose.ts'
import { contacts } from './en/contacts.ts'
import { entrance } from './en/entrance.ts'
import { frame } from './en/frame.ts'
import { labels } from './en/labels.ts'
import { list } from './en/list.ts'
import { live } from './en/live.ts'
import { problems } from './en/problems.ts'
import { reading } from './en/reading.ts'
import { settings } from './en/settings.ts'
import { shortcuts } from './en/shortcuts.ts'
import type { Words } from './fr.ts'

export const words: Words = {
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
