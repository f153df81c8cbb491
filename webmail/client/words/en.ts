// The catalogue in English. Only the chosen language is loaded.

import { en as ui } from '#ui/words/en.ts'
import { compose } from './en/compose.ts'
import { entrance } from './en/entrance.ts'
import { frame } from './en/frame.ts'
import { list } from './en/list.ts'
import { problems } from './en/problems.ts'
import { reading } from './en/reading.ts'
import { shortcuts } from './en/shortcuts.ts'
import type { Words } from './fr.ts'

export const words: Words = { ui, compose, entrance, frame, list, problems, reading, shortcuts }
