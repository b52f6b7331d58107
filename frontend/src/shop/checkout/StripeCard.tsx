import type { Stripe, StripeElements, StripeError } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { language } from '../../i18n/language'
import { asProblem, Problem } from '../../problem'
import { Button, Failure, Skeleton } from '../../ui'
import { type CardProps, declineOf, type Outcome } from './paying'

/** Stripe's Payment Element in its iframe: cards, wallets and whatever else the account accepts. */
export default function StripeCard({ clientSecret, publishableKey, label, returnUrl, onStart, onEnd }: CardProps) {
  const place = useRef<HTMLDivElement>(null)
  const loaded = useRef<{ stripe: Stripe; elements: StripeElements } | null>(null)
  const [state, setState] = useState<'loading' | 'ready' | 'busy' | 'broken'>('loading')
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => {
    let gone = false
    const fail = (error: unknown) => {
      if (gone) return
      setProblem(asProblem(error))
      setState('broken')
    }
    async function show() {
      setState('loading')
      const stripe = await loadStripe(publishableKey)
      if (gone || !stripe || !place.current) return
      const dark = getComputedStyle(document.documentElement).colorScheme === 'dark' || matchMedia('(prefers-color-scheme: dark)').matches
      const elements = stripe.elements({ clientSecret, locale: language(), appearance: { theme: dark ? 'night' : 'stripe' } })
      const element = elements.create('payment')
      element.on('ready', () => !gone && setState('ready'))
      element.on('loaderror', ({ error }) => fail(problemOf(error)))
      element.mount(place.current)
      loaded.current = { stripe, elements }
    }
    show().catch(fail)
    return () => {
      gone = true
      loaded.current?.elements.getElement('payment')?.destroy()
      loaded.current = null
    }
  }, [clientSecret, publishableKey])

  async function pay(event: FormEvent) {
    event.preventDefault()
    if (!loaded.current || state !== 'ready') return
    const { stripe, elements } = loaded.current
    let outcome: Outcome = 'unknown'
    setState('busy')
    setProblem(null)
    onStart()
    try {
      const { error } = await stripe.confirmPayment({ elements, redirect: 'if_required', confirmParams: { return_url: returnUrl } })
      const code = error && declineOf(error)
      if (!error) outcome = 'sent'
      // Stripe's form shows its own field errors.
      else if (error.type === 'validation_error') outcome = 'unsent'
      else if (code) outcome = { declined: code }
      else setProblem(problemOf(error))
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setState('ready')
      onEnd(outcome)
    }
  }

  if (state === 'broken' && problem) return <Failure problem={problem} retry={() => location.reload()} />
  return (
    <form className="form" onSubmit={pay}>
      {problem && <Failure problem={problem} />}
      {state === 'loading' && <Skeleton lines={5} />}
      <div ref={place} />
      <Button type="submit" kind="primary" className="wide" busy={state === 'busy'}>
        {label}
      </Button>
    </form>
  )
}

const problemOf = (error: Pick<StripeError, 'type' | 'message'>) =>
  new Problem(0, { code: error.type === 'api_connection_error' ? 'offline' : 'unknown', detail: error.message })
