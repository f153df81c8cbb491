// Rules of a box in their order: a line for each in words, and one at a time that is written.

import { ArrowDown, ArrowUp, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, IconButton } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { Menu } from '#ui/overlay/menu.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { folderName, mayFile } from '../boxes.ts'
import { useAnswer } from '../queries.ts'
import { type OpenRule, opened, reopened, ruleIn, rulesWith } from '../rules/open-rule.ts'
import { RuleForm } from '../rules/rule-form.tsx'
import { ruleSentence } from '../rules/rule-words.ts'
import { RulesConflict } from '../rules/rules-conflict.ts'
import { RulesOfBox, type RulesPart } from '../rules/rules-of-box.tsx'
import type { RulesView, RuleView } from '../rules/types.ts'
import { whyNot } from '../rules/use-rules.ts'
import { blankRule, newCondition, writtenFrom } from '../rules/written-rule.ts'
import { useAllWords } from '../words/later-part.tsx'

/** As the contract has it. */
const mostRules = 100

export const RulesSection = () => <RulesOfBox mayChange={mayFile}>{(part) => <Rules {...part} />}</RulesOfBox>

function Rules({ box, view, changes, may }: RulesPart) {
  const words = useAllWords()
  const params = { box: box.id }
  const folders = useAnswer('GET /boxes/{box}/folders', { params }).data?.rows ?? []
  const labels = useAnswer('GET /boxes/{box}/labels', { params }).data?.rows ?? []
  const [open, setOpen] = useState<OpenRule | null>(null)
  /** Where the focus goes back to: the pencil of the rule in this place, or what adds one. */
  const [back, setBack] = useState<number | 'new' | null>(null)
  const { rules } = view
  if (open !== null) {
    const before = ruleIn(open)
    const save = async (rule: RuleView): Promise<string | null> => {
      try {
        await changes.rules(rulesWith(open, rule), open.revision)
        return null
      } catch (error) {
        if (!(error instanceof RulesConflict)) return whyNot(error, words)
        const now = reopened(open, error.now)
        setOpen(now)
        return before !== null && now.at === null ? words.rules.meanwhileGone : words.rules.meanwhileKept
      }
    }
    return (
      <>
        <FormTitle>{before === null ? words.rules.add : words.rules.edit(before.name)}</FormTitle>
        <RuleForm
          {...{ box, folders, labels, save }}
          before={before === null ? { ...blankRule, conditions: [newCondition()] } : writtenFrom(before)}
          close={() => {
            setBack(open.at ?? 'new')
            setOpen(null)
          }}
        />
      </>
    )
  }
  const change = async (next: readonly RuleView[], revision?: string): Promise<boolean> => {
    try {
      await changes.rules(next, revision)
      return true
    } catch (error) {
      sayDone({ text: whyNot(error, words) })
      // Asked about what is no more: whoever wants it still asks about what there is now.
      return error instanceof RulesConflict
    }
  }
  const names = (path: string): string => {
    const found = folders.find((folder) => folder.path === path)
    return found === undefined ? path : folderName(found, words.frame.roles)
  }
  return (
    <>
      {rules.length === 0 && view.other === null && <p className="dialog-text">{words.rules.none}</p>}
      {rules.length > 0 && (
        <ol className="rule-rows">
          {rules.map((_, at) => (
            <RuleRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place alone.
              key={at}
              {...{ view, at, labels, change, may }}
              folder={names}
              focused={back === at}
              onEdit={() => setOpen(opened(view, at))}
            />
          ))}
        </ol>
      )}
      {may && rules.length < mostRules && (
        <p>
          <Button autoFocus={back === 'new'} onPress={() => setOpen(opened(view, null))}>
            <Plus aria-hidden /> {words.rules.add}
          </Button>
        </p>
      )}
    </>
  )
}

/** Of the form that takes the place of the list: whoever listens hears where they are. */
function FormTitle({ children }: { readonly children: string }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <h3 className="rule-title" ref={title} tabIndex={-1}>
      {children}
    </h3>
  )
}

interface RuleRowProps {
  readonly view: RulesView
  readonly at: number
  readonly labels: Parameters<typeof ruleSentence>[1]['labels']
  readonly folder: (path: string) => string
  readonly may: boolean
  readonly change: (rules: readonly RuleView[], revision?: string) => Promise<boolean>
  /** Its pencil has the focus when the row appears. */
  readonly focused: boolean
  readonly onEdit: () => void
}

function RuleRow({ view, at, labels, folder, may, change, focused, onEdit }: RuleRowProps) {
  const words = useAllWords().rules
  const { size } = useFormat()
  // As it was when the question was put: another rule that takes its place meanwhile is not what was asked about.
  const [asked, ask] = useState<OpenRule | null>(null)
  const { rules } = view
  const rule = rules[at]
  if (rule === undefined) return null
  const without = rules.toSpliced(at, 1)
  const moved = (by: number): void => void change(without.toSpliced(at + by, 0, rule))
  return (
    <li>
      <Checkbox
        aria-label={words.isOn(rule.name)}
        isSelected={rule.on}
        isDisabled={!may}
        onChange={(on) => void change(rules.with(at, { ...rule, on }))}
      />
      <span className="settings-text">
        <b className="cut">{rule.name}</b>
        <small>{ruleSentence(rule, { folder, labels, size }, words)}</small>
        {!rule.on && <small>{words.off}</small>}
      </span>
      {may && (
        <>
          <IconButton label={words.edit(rule.name)} autoFocus={focused} onPress={onEdit}>
            <Pencil aria-hidden />
          </IconButton>
          <Menu
            label={words.more(rule.name)}
            actions={[
              ...(at > 0 ? [{ id: 'up', label: words.up, icon: ArrowUp, run: () => moved(-1) }] : []),
              ...(at < rules.length - 1
                ? [{ id: 'down', label: words.down, icon: ArrowDown, run: () => moved(1) }]
                : []),
              {
                ...{ id: 'remove', label: words.remove, icon: Trash2, danger: true },
                run: () => ask(opened(view, at)),
              },
            ]}
          >
            {(opens) => (
              <IconButton label={words.more(rule.name)} {...opens}>
                <Ellipsis aria-hidden />
              </IconButton>
            )}
          </Menu>
        </>
      )}
      <AlertDialog
        title={words.removeTitle((asked === null ? null : ruleIn(asked))?.name ?? rule.name)}
        action={words.remove}
        danger
        isOpen={asked !== null}
        onClose={() => ask(null)}
        onConfirm={async () => asked === null || (await change(asked.rules.toSpliced(at, 1), asked.revision))}
      >
        <p>{words.removeText}</p>
      </AlertDialog>
    </li>
  )
}
