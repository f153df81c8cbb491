// The catalogue in French, the source of the other. Only the chosen language is loaded.

import { fr as ui } from '#ui/words/fr.ts'
import { compose } from './fr/compose.ts'
import { entrance } from './fr/entrance.ts'
import { frame } from './fr/frame.ts'
import { list } from './fr/list.ts'
import { problems } from './fr/problems.ts'
import { reading } from './fr/reading.ts'
import { shortcuts } from './fr/shortcuts.ts'

export const words = { ui, compose, entrance, frame, list, problems, reading, shortcuts }

export type Words = typeof words
