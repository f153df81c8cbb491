// The catalogue in English. Only the chosen language is loaded.

import { en as ui } from '#ui/words/en.ts'
import { compose } from './en/compose.ts'
import { entrance } from './en/entrance.ts'
import { firstSteps } from './en/first-steps.ts'
import { folders } from './en/folders.ts'
import { frame } from './en/frame.ts'
import { invitations } from './en/invitations.ts'
import { labels } from './en/labels.ts'
import { list } from './en/list.ts'
import { live } from './en/live.ts'
import { offline } from './en/offline.ts'
import { pictures } from './en/pictures.ts'
import { printing } from './en/printing.ts'
import { problems } from './en/problems.ts'
import { reading } from './en/reading.ts'
import { receipts } from './en/receipts.ts'
import { search } from './en/search.ts'
import { settings } from './en/settings.ts'
import { sharing } from './en/sharing.ts'
import { snooze } from './en/snooze.ts'
import type { Words } from './fr.ts'

export const words: Words = {
  ui,
  compose,
  entrance,
  firstSteps,
  folders,
  frame,
  invitations,
  list,
  live,
  offline,
  pictures,
  printing,
  problems,
  reading,
  receipts,
  sharing,
  snooze,
  labels,
  search,
  settings,
}
