import { type FormEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { asProblem, type Problem } from '../problem'
import { Notice, useProblemText } from './feedback'
import { problemTextOf, useCommonTexts } from './texts'

type Errors = Readonly<Record<string, string>>

/** What the API says about the fields of a request: an export of `api/limits.ts`. */
export type Limits = Readonly<
  Record<string, { maxLength?: number; min?: number; max?: number; required?: true; most?: number; of?: readonly string[] }>
>

interface Options<T> {
  /** Session storage key for the input, which survives a reload until it is submitted. */
  draft?: string
  /** Limits of the fields, which their controls get. */
  limits?: Limits
  /** Client-side validation: messages by field name. */
  check?: (values: T) => Record<string, string | undefined | false>
  /** Submits the values. A thrown {@link Problem} is shown at its fields or above the form; the input stays. */
  submit: (values: T) => Promise<void>
}

/**
 * The state of a form. Fields are named as in the API (`title`, `venue.city`, `attendees[0].email`), so that its errors match them.
 *
 *     const form = useForm({ title: '' }, { submit: async body => { await create.run({ body }) } })
 *     <Form form={form}><TextField label={t.title} required {...form.field('title')} /> <Button type="submit" kind="primary" busy={form.busy}>…
 */
export function useForm<T extends object>(initial: T, { draft, limits = {}, check, submit }: Options<T>) {
  const [values, setValues] = useState<T>(() => ({ ...initial, ...kept<T>(draft) }))
  const [errors, setErrors] = useState<Errors>({})
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const texts = useCommonTexts()
  const problemText = useProblemText()
  const refused = useRef(0)

  // A layout effect stores the input before the next paint, so that a reload cannot lose the last keystroke.
  useLayoutEffect(() => {
    if (draft) sessionStorage.setItem(`draft:${draft}`, JSON.stringify(values))
  }, [draft, values])

  // After each failed submit, focus the first invalid field, or else the message above the form.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after each failed submit, which sets one of the two
  useLayoutEffect(() => {
    if (refused.current === 0) return
    refused.current = 0
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? form.current?.querySelector<HTMLElement>('.notice')
    wrong?.focus()
  }, [errors, problem])

  const set = <K extends keyof T>(name: K, value: T[K]) => {
    setValues(before => ({ ...before, [name]: value }))
    setErrors(before => without(before, String(name)))
  }

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setProblem(null)
    const found = { ...missing(form.current, texts.problems.required ?? ''), ...real(check?.(values) ?? {}) }
    setErrors(found)
    if (Object.keys(found).length > 0) {
      refused.current++
      return
    }
    setBusy(true)
    try {
      await submit(values)
      // Keep the draft if the input changed during the request.
      if (draft && sessionStorage.getItem(`draft:${draft}`) === JSON.stringify(values)) sessionStorage.removeItem(`draft:${draft}`)
    } catch (error) {
      const refusal = asProblem(error)
      const shown = namesIn(form.current)
      const at = Object.fromEntries(refusal.errors.map(wrong => [wrong.field, problemTextOf(wrong.code) ?? wrong.message]))
      refused.current++
      setErrors(at)
      // Errors of fields that this form does not have are shown above it.
      if (refusal.errors.length === 0 || refusal.errors.some(wrong => !shown.has(wrong.field))) setProblem(refusal)
    } finally {
      setBusy(false)
    }
  }

  return {
    values,
    errors,
    problem,
    busy,
    ref: form,
    onSubmit,
    set,
    setValues,
    setErrors,
    problemText,
    /** Props for a text control. */
    field: <K extends keyof T & string>(name: K) => ({
      ...controlLimits(limits, name),
      name,
      value: String(values[name] ?? ''),
      error: errors[name],
      onChange: (value: string) => set(name, value as T[K]),
    }),
  }
}

/** Attributes of a control from the limits of its field; for a field of a list, those of its items: `attendees[0].name`. */
export function controlLimits(limits: Limits, name: string): object {
  const { most: _most, of: _of, ...attributes } = limits[name.replace(/\[\d+\]/g, '[]')] ?? {}
  return attributes
}

type FormState = Pick<ReturnType<typeof useForm>, 'ref' | 'onSubmit' | 'problem' | 'problemText' | 'errors'>

/** A form that shows errors without a field above its fields. */
export function Form({
  form,
  label,
  className = '',
  children,
}: {
  form: FormState
  label?: string
  className?: string
  children: ReactNode
}) {
  const t = useCommonTexts()
  return (
    <form ref={form.ref} className={`form ${className}`} aria-label={label} noValidate onSubmit={form.onSubmit}>
      {form.problem ? (
        <Notice tone="bad" title={t.failed}>
          {form.problemText(form.problem)}
        </Notice>
      ) : (
        Object.keys(form.errors).length > 1 && (
          <Notice tone="bad" quiet>
            {t.summary}
          </Notice>
        )
      )}
      {children}
    </form>
  )
}

/** Uses the browser's constraint validation, with our own messages instead of its bubbles. */
function missing(form: HTMLFormElement | null, needed: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const control of form?.elements ?? []) {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement)) continue
    const { name, validity } = control
    if (name && !validity.valid)
      found[name] = validity.valueMissing ? needed : (problemTextOf(codeOf(validity)) ?? control.validationMessage)
  }
  return found
}

/** Maps a browser validation error to the API's error code, because the browser's message may be in another language than the page. */
function codeOf(validity: ValidityState): string {
  if (validity.typeMismatch) return 'invalid_email'
  if (validity.tooLong) return 'too_long'
  if (validity.tooShort) return 'too_short'
  return validity.rangeUnderflow || validity.rangeOverflow ? 'out_of_range' : 'invalid'
}

const namesIn = (form: HTMLFormElement | null) => new Set([...(form?.elements ?? [])].map(control => (control as HTMLInputElement).name))

const real = (found: Record<string, string | undefined | false>): Record<string, string> =>
  Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => Boolean(entry[1])))

const without = (errors: Errors, name: string): Errors =>
  name in errors ? Object.fromEntries(Object.entries(errors).filter(([other]) => other !== name)) : errors

function kept<T>(draft?: string): Partial<T> {
  try {
    return draft ? (JSON.parse(sessionStorage.getItem(`draft:${draft}`) ?? '{}') as Partial<T>) : {}
  } catch {
    return {}
  }
}
