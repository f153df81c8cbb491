// The catalogue in French, the source of the other. Only the chosen language is loaded.

import { fr as ui } from '#ui/words/fr.ts'
import { account } from './fr/account.ts'
import { entrance } from './fr/entrance.ts'
import { frame } from './fr/frame.ts'
import { list } from './fr/list.ts'
import { live } from './fr/live.ts'
import { problems } from './fr/problems.ts'
import { reading } from './fr/reading.ts'
import { shortcuts } from './fr/shortcuts.ts'

export const words = { ui, account, entrance, frame, list, live, problems, reading, shortcuts }

export type Words = typeof words
