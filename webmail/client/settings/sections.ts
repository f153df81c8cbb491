// The sections of the settings, in the order in which they are shown; each is a file of its own.

import type { ComponentType } from 'react'
import { ShortcutMap } from '../actions/shortcut-map.tsx'
import { ExportSection } from '../exporting/export-section.tsx'
import { SharedFilesSection } from '../sharing/shared-files-section.tsx'
import type { AllWords } from '../words/later-part.tsx'
import { AccountSection } from './account-section.tsx'
import { DisplaySection } from './display-section.tsx'
import { ForwardSection } from './forward-section.tsx'
import { LabelsSection } from './labels-section.tsx'
import { RulesSection } from './rules-section.tsx'
import type { SectionProps } from './section-props.ts'
import { SignaturesSection } from './signatures-section.tsx'
import { TemplatesSection } from './templates-section.tsx'
import { VacationSection } from './vacation-section.tsx'
import { WritingSection } from './writing-section.tsx'

export interface SettingsSection {
  readonly id: string
  readonly title: (words: AllWords) => string
  readonly Content: ComponentType<SectionProps>
}

export const sections: readonly SettingsSection[] = [
  { id: 'display', title: ({ settings }) => settings.sections.display, Content: DisplaySection },
  { id: 'writing', title: ({ settings }) => settings.sections.writing, Content: WritingSection },
  { id: 'signatures', title: ({ settings }) => settings.sections.signatures, Content: SignaturesSection },
  { id: 'templates', title: ({ settings }) => settings.sections.templates, Content: TemplatesSection },
  { id: 'rules', title: ({ rules }) => rules.title, Content: RulesSection },
  { id: 'vacation', title: ({ rules }) => rules.vacation.title, Content: VacationSection },
  { id: 'forward', title: ({ rules }) => rules.forward.title, Content: ForwardSection },
  { id: 'labels', title: ({ labels }) => labels.title, Content: LabelsSection },
  { id: 'shortcuts', title: ({ frame }) => frame.shortcuts, Content: ShortcutMap },
  { id: 'shared-files', title: ({ sharing }) => sharing.list.title, Content: SharedFilesSection },
  { id: 'export', title: ({ exporting }) => exporting.title, Content: ExportSection },
  { id: 'account', title: ({ account }) => account.title, Content: AccountSection },
]
