import { shared, type Tokens } from './session'

/** Between the tabs of this browser: a new tab asks for the session, one that has it answers. Nothing is stored for it. */
type Said = 'session?' | { tokens: Tokens } | { renewed: Tokens } | { signedOut: string }
let channel: BroadcastChannel | null = null
let heard: (() => void) | null = null

/** How long a new tab waits for an answer before it shows its first page, in milliseconds. */
const HEARING = 60

/** Takes over the session of another tab. Resolves when there is one, or after a moment. */
export function shareSession(): Promise<void> {
  open()
  shared.tell(say)
  if (shared.tokens()) return Promise.resolve()
  say('session?')
  return new Promise(resolve => {
    heard = resolve
    setTimeout(resolve, HEARING)
  })
}

function open() {
  channel = new BroadcastChannel('session')
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    const mine = shared.tokens()
    const isMine = (userId: string | undefined) => mine !== null && shared.userOf(mine) === userId
    if (data === 'session?') {
      if (mine) say({ tokens: mine })
    } else if ('tokens' in data) {
      if (heard && !mine) shared.take(data.tokens)
      heard?.()
      heard = null
    } else if ('renewed' in data) {
      // The refresh token may be another one now.
      if (isMine(shared.userOf(data.renewed))) shared.take(data.renewed)
    } else if (isMine(data.signedOut)) shared.drop()
  }
}

const say = (what: Said) => channel?.postMessage(what)

// An open channel would keep the page out of the back/forward cache.
addEventListener('pagehide', () => {
  channel?.close()
  channel = null
})
addEventListener('pageshow', event => {
  if (event.persisted) open()
})
