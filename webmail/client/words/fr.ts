// The catalogue in French, the source of the other. Only the chosen language is loaded.

import { fr as ui } from '#ui/words/fr.ts'
import { compose } from './fr/compose.ts'
import { entrance } from './fr/entrance.ts'
import { firstSteps } from './fr/first-steps.ts'
import { folders } from './fr/folders.ts'
import { frame } from './fr/frame.ts'
import { invitations } from './fr/invitations.ts'
import { labels } from './fr/labels.ts'
import { list } from './fr/list.ts'
import { live } from './fr/live.ts'
import { offline } from './fr/offline.ts'
import { pictures } from './fr/pictures.ts'
import { printing } from './fr/printing.ts'
import { problems } from './fr/problems.ts'
import { reading } from './fr/reading.ts'
import { receipts } from './fr/receipts.ts'
import { search } from './fr/search.ts'
import { settings } from './fr/settings.ts'
import { sharing } from './fr/sharing.ts'
import { snooze } from './fr/snooze.ts'

export const words = {
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

export type Words = typeof words
