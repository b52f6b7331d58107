import type { ReactNode } from 'react'
import { Button, Form, Notice, type useEdit } from '../ui'
import { Guard } from './guard'
import { useTexts } from './texts'

/**
 * The form of {@link useEdit}: what others changed meanwhile, the fields, a bar that saves or discards, and the question before leaving.
 * A dialog has its own buttons: `bar={false}`.
 */
export function EditForm<T extends Record<string, string>>({
  edit,
  label,
  names,
  show = name => edit.now[name] ?? '',
  bar = true,
  children,
}: {
  edit: ReturnType<typeof useEdit<T>>
  label?: string
  /** The labels of the fields. */
  names: Readonly<Record<keyof T, string>>
  /** A stored value as people read it. */
  show?: (name: keyof T) => string
  bar?: boolean
  children: ReactNode
}) {
  const { edit: t } = useTexts()
  const { form, conflicts, dirty, discard } = edit
  return (
    <Form form={form} label={label}>
      {conflicts.length > 0 && (
        <Notice tone="warn" title={t.conflict} action={bar && <Button onClick={discard}>{t.takeTheirs}</Button>}>
          <p>{t.conflictText}</p>
          <ul>
            {conflicts.map(name => (
              <li key={String(name)}>
                <strong>{names[name]}:</strong> {show(name) || '–'}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {children}
      {bar && (
        <div className={`save-bar${dirty ? ' dirty' : ''}`}>
          <p>{dirty ? t.unsaved : t.nothingToSave}</p>
          <div className="actions">
            {dirty && (
              <Button kind="quiet" onClick={discard}>
                {t.discard}
              </Button>
            )}
            <Button type="submit" kind="primary" busy={form.busy} disabled={!dirty}>
              {t.save}
            </Button>
          </div>
        </div>
      )}
      {bar && <Guard unsaved={dirty && !form.busy} />}
    </Form>
  )
}
