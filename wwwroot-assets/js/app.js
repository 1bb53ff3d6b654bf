// What has to work without a circuit too: theme, language, the drawer, menus. Everything is told by data attributes,
// so components need no script of their own.
(() => {
  'use strict';
  const root = document.documentElement;
  const remember = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`; };

  const setTheme = theme => {
    root.dataset.theme = theme;
    remember('kb-theme', theme);
  };

  const markTheme = menu => menu.querySelectorAll('[data-set-theme]').forEach(
    button => button.setAttribute('aria-pressed', String(button.dataset.setTheme === (root.dataset.theme ?? 'auto'))));

  const setLanguage = culture => {
    location.href = `/culture?culture=${culture}&returnUrl=${encodeURIComponent(location.pathname + location.search)}`;
  };

  const openNavigation = open => {
    const was = root.dataset.nav === 'open';
    if (open) root.dataset.nav = 'open'; else delete root.dataset.nav;
    const button = document.querySelector('[data-nav-toggle]');
    button?.setAttribute('aria-expanded', String(open));
    const main = document.getElementById('content');
    if (main) main.inert = open;
    if (open) document.querySelector('#navigation a, #navigation button')?.focus();
    else if (was && document.activeElement?.closest('#navigation')) button?.focus();
  };

  const closeMenus = except => document.querySelectorAll('details.menu[open]').forEach(menu => { if (menu !== except) menu.open = false; });

  document.addEventListener('click', event => {
    const at = selector => event.target.closest(selector);
    const menu = at('details.menu');
    closeMenus(menu);
    const theme = at('[data-set-theme]');
    if (theme) { setTheme(theme.dataset.setTheme); menu.open = false; }
    const language = at('[data-set-language]');
    if (language) setLanguage(language.dataset.setLanguage);
    if (at('[data-nav-toggle]')) openNavigation(root.dataset.nav !== 'open');
    else if (at('[data-nav-close]')) openNavigation(false);
    const dismiss = at('[data-dismiss]');
    if (dismiss) { root.dataset.dismissed = dismiss.dataset.dismiss; remember('kb-dismissed', dismiss.dataset.dismiss); }
    if (at('[data-reload]')) location.reload();
    const focus = at('[data-focus]');
    if (focus) { event.preventDefault(); document.getElementById(focus.dataset.focus)?.focus(); }
    const item = at('.menu-panel .menu-item');
    if (item && menu && !theme) menu.open = false;
  });

  document.addEventListener('toggle', event => {
    if (event.target.matches?.('[data-testid="theme-switch"]') && event.target.open) markTheme(event.target);
  }, true);

  // Lists through which the arrows walk: [data-steps] holds [data-step] links; [data-steps-into] leads into one.
  const step = (from, by) => {
    const list = from.closest('[data-steps]') ?? document.getElementById(from.dataset.stepsInto);
    const steps = [...(list?.querySelectorAll('[data-step]') ?? [])];
    const to = steps[steps.indexOf(from) + by];
    if (to) { to.focus({ preventScroll: true }); to.closest('li')?.scrollIntoView({ block: 'nearest' }); }
    else if (by < 0) document.querySelector(`[data-steps-into="${list?.id}"]`)?.focus();
    return steps.length > 0;
  };

  const typing = element => element?.matches('input, textarea, select, [contenteditable]');

  document.addEventListener('keydown', event => {
    const target = event.target;
    // While an input method composes Chinese, the keys are its own.
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && !event.shiftKey && target.matches?.('[data-enter-submits]')) {
      event.preventDefault();
      target.form.requestSubmit();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && target.matches?.('[data-step], [data-steps-into]')) {
      const by = event.key === 'ArrowDown' ? 1 : -1;
      const inText = target.matches('textarea') && (by < 0 || target.selectionEnd < target.value.length);
      if (!inText && step(target, by)) event.preventDefault();
    } else if (event.key.length === 1 && !typing(target)) {
      const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
      if (wanted) { event.preventDefault(); wanted.focus(); wanted.select?.(); }
    }
  });

  // A comparison: n and p go to the next and previous pair of clauses, a and i accept or ignore its first open difference.
  document.addEventListener('keydown', event => {
    const pairs = [...document.querySelectorAll('[data-pairs] [data-pair]')];
    if (pairs.length === 0 || typing(event.target) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = pairs.indexOf(document.activeElement?.closest('[data-pair]'));
    if (event.key === 'n' || event.key === 'p') {
      const to = pairs[event.key === 'n' ? Math.min(here + 1, pairs.length - 1) : Math.max(here - 1, 0)];
      to.focus({ preventScroll: true });
      to.scrollIntoView({ block: 'start' });
      event.preventDefault();
    } else if ((event.key === 'a' || event.key === 'i') && here >= 0) {
      pairs[here].querySelector(`.difference:not(.decided) [data-testid="${event.key === 'a' ? 'accept' : 'ignore'}"]`)?.click();
      event.preventDefault();
    }
  });

  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    const menu = document.querySelector('details.menu[open]');
    if (menu) { menu.open = false; menu.querySelector('summary')?.focus(); }
    if (root.dataset.nav === 'open') openNavigation(false);
  });

  // A page whose connection was cut because its session ended must not try again for ever: the server now leads
  // elsewhere, and so does a new load.
  const reconnect = document.getElementById('components-reconnect-modal');
  const leaveIfSignedOut = async () => {
    const answer = await fetch(location.href, { redirect: 'manual', cache: 'no-store' }).catch(() => null);
    if (answer?.type === 'opaqueredirect') location.reload();
  };
  if (reconnect) new MutationObserver(() => { if (reconnect.className) leaveIfSignedOut(); }).observe(reconnect, { attributeFilter: ['class'] });

  window.knowledgeBase = {
    // Scrolls to an element once it is there, in the middle of the window and below the bar.
    scrollTo: (id, focus) => {
      const element = document.getElementById(id);
      element?.scrollIntoView({ block: 'center' });
      if (focus) element?.focus({ preventScroll: true });
    },
    // What stands in a field, as bytes that are streamed: longer than a message of the circuit may be.
    textOf: id => new TextEncoder().encode(document.getElementById(id).value),
    // Over plain http (an intranet) browsers give no clipboard; the old command still works there.
    copy: async text => {
      if (navigator.clipboard) return navigator.clipboard.writeText(text);
      const area = Object.assign(document.createElement('textarea'), { value: text, readOnly: true, className: 'visually-hidden' });
      const before = document.activeElement;
      (before?.closest('[role="dialog"]') ?? document.body).append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      before?.focus();
    },
  };
})();
