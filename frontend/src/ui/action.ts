import { useRef, useState } from 'react'
import { ifMatch, keyFor, keyUsed } from '../api/keys'
import { type AnswerTo, type Operation, type Sent, send } from '../api/operations'
import { changed, type Headed, type Path } from '../api/questions'
import { asProblem, type Problem } from '../problem'
import { toast } from './toast'

interface Effects<T> {
  /** The answers that the action changes: they are asked again afterwards, also after a refusal, which may mean that they had changed. */
  changes?: readonly Path[]
  /** A brief confirmation. */
  said?: (answer: T) => string
}

/**
 * An action with its state: `busy` while it runs, and the `problem` of the last attempt. `run` rejects with it, for forms and `Confirm`,
 * which show it themselves; `press` does not, for buttons. A second press while busy is ignored.
 */
export function useTask<A extends unknown[], T>(work: (...args: A) => Promise<T>, { changes = [], said }: Effects<T> = {}) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const running = useRef(false)
  const run = async (...args: A): Promise<T> => {
    running.current = true
    setBusy(true)
    setProblem(null)
    try {
      const answer = await work(...args)
      void changed(...changes)
      if (said) toast(said(answer))
      return answer
    } catch (error) {
      const refusal = asProblem(error)
      setProblem(refusal)
      const renewed = changed(...changes)
      // The page shows what others have changed before it says so.
      if (refusal.code === 'version_mismatch') await renewed
      throw error
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  const press = async (...args: A): Promise<T | undefined> => (running.current ? undefined : run(...args).catch(() => undefined))
  return { busy, problem, run, press }
}

/**
 * One operation of the API as an action: `useAction('POST /events/{eventId}/publish', { changes: ['/events/{eventId}'] })`. `version` makes
 * the call conditional; `key` names its idempotency key, which is kept until there is an answer.
 */
export const useAction = <O extends Operation>(operation: O, effects: Effects<AnswerTo<O>> = {}) =>
  useTask(async (sent: Sent<O> & { version?: number; key?: string; header?: Headed }) => {
    const { version, key, header: more }: { version?: number; key?: string; header?: Headed } = sent
    const header = {
      ...more,
      ...(version !== undefined && ifMatch(version)),
      ...(key && { 'Idempotency-Key': keyFor(key, (sent as { body?: unknown }).body) }),
    }
    const answer = await send(operation, { ...sent, header })
    if (key) keyUsed(key)
    return answer
  }, effects)
