// The FAQ on a help page:
//   <script src="https://this-server/widget/faq.js" data-collection="…" data-key="…" defer></script>
// It makes the element <kb-faq> and puts one where the script tag stands (data-target="#id": into that element). It asks no
// other server than the one that it comes from, sets no cookie, and needs no inline style or script of the page: its look is a
// constructed style sheet in a shadow root. A page that asks for Trusted Types must allow the policy "kb-faq".
(() => {
  'use strict';
  const script = document.currentScript;
  const home = script?.src ? new URL(script.src).origin : location.origin;

  const texts = {
    en: {
      label: 'Ask a question', placeholder: 'How can we help?', ask: 'Ask', asking: 'Looking for an answer …', nothing: 'We found no answer to that.',
      unsure: 'We are not sure. Is it one of these?', others: 'Related questions', helpful: 'Was this helpful?', yes: 'Yes', no: 'No',
      thanks: 'Thank you for telling us.', often: 'That were many questions. Please wait a moment.', failed: 'That did not work. Please try again in a moment.',
      refused: 'The FAQ does not answer on this page.', long: 'Please ask in fewer words.',
    },
    zh: {
      label: '请输入您的问题', placeholder: '有什么可以帮您？', ask: '提问', asking: '正在查找答案……', nothing: '没有找到相关答案。',
      unsure: '不太确定，您想问的是不是：', others: '相关问题', helpful: '这个回答有帮助吗？', yes: '有', no: '没有',
      thanks: '感谢您的反馈。', often: '提问太频繁了，请稍候再试。', failed: '出了点问题，请稍后重试。',
      refused: '本页面未获准使用该问答。', long: '问题太长，请精简后再问。',
    },
  };

  const look = `
    :host { display: block; max-width: 44rem; font: inherit; color: inherit; --accent: var(--kb-faq-accent, #1f4f8f); --on-accent: var(--kb-faq-on-accent, #fff); --line: color-mix(in srgb, currentColor 45%, transparent); --faint: color-mix(in srgb, currentColor 6%, transparent); }
    * { box-sizing: border-box; }
    form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
    label { flex: 1 1 100%; font-weight: 600; }
    input { flex: 1 1 12rem; min-width: 0; min-height: 2.75rem; padding: .4rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 8px; }
    button { min-height: 2.75rem; padding: .4rem 1.1rem; font: inherit; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; cursor: pointer; }
    button[type=submit] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
    button:disabled { opacity: .6; cursor: default; }
    input:focus-visible, button:focus-visible, summary:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .result { margin-block-start: 1rem; overflow-wrap: anywhere; }
    .result:empty { display: none; }
    .answer { padding: .9rem 1.1rem; border: 1px solid var(--line); border-inline-start: 4px solid var(--accent); border-radius: 8px; }
    h3 { margin: 0 0 .5rem; font-size: 1.05em; }
    p { margin: .5rem 0; }
    details { border-block-end: 1px solid var(--line); }
    summary { padding: .6rem .2rem; cursor: pointer; }
    details > div { padding: 0 .2rem .6rem 1.2rem; }
    .vote { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-block-start: .8rem; }
    .vote button { min-height: 2.25rem; padding: .2rem .9rem; }
    pre { overflow-x: auto; padding: .5rem; background: var(--faint); }
    table { border-collapse: collapse; display: block; overflow-x: auto; }
    th, td { padding: .25rem .6rem; border: 1px solid var(--line); text-align: start; }
    a { color: inherit; text-decoration-thickness: from-font; }`;

  // The server sends answers that can do nothing; what is not on this list is dropped here once more.
  const allowed = new Set('P BR STRONG EM DEL INS MARK SUP SUB A UL OL LI H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE CODE HR TABLE THEAD TBODY TR TH TD'.split(' '));
  let policy;

  const clean = html => {
    const template = document.createElement('template');
    policy ??= window.trustedTypes?.createPolicy('kb-faq', { createHTML: answer => answer });
    template.innerHTML = policy ? policy.createHTML(html) : html;
    for (const element of [...template.content.querySelectorAll('*')]) {
      if (!allowed.has(element.tagName)) { element.replaceWith(document.createTextNode(element.textContent)); continue; }
      const href = element.tagName === 'A' ? element.getAttribute('href') ?? '' : '';
      for (const { name } of [...element.attributes]) element.removeAttribute(name);
      if (/^(https?:|mailto:|tel:|\/(?!\/))/i.test(href)) {
        element.setAttribute('href', href);
        element.setAttribute('target', '_blank');
        element.setAttribute('rel', 'noopener noreferrer nofollow');
      }
    }
    return template.content;
  };

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const languageOf = element => {
    const wanted = element.getAttribute('lang') || element.closest('[lang]')?.getAttribute('lang') || navigator.language;
    return /^zh/i.test(wanted) ? 'zh' : 'en';
  };

  class Faq extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      this.language = languageOf(this);
      this.texts = texts[this.language];
      const root = this.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(look);
      root.adoptedStyleSheets = [sheet];
      this.input = make('input', { id: 'question', type: 'text', maxLength: 2000, autocomplete: 'off', placeholder: this.texts.placeholder, required: true });
      this.button = make('button', { type: 'submit', textContent: this.texts.ask });
      this.result = make('div', { className: 'result' });
      this.result.setAttribute('role', 'status');
      this.result.setAttribute('aria-live', 'polite');
      const form = make('form', {}, make('label', { htmlFor: 'question', textContent: this.texts.label }), this.input, this.button);
      form.addEventListener('submit', event => { event.preventDefault(); this.ask(); });
      const section = make('section', { lang: this.language === 'zh' ? 'zh-CN' : 'en' }, form, this.result);
      section.setAttribute('aria-label', this.texts.label);
      root.append(section);
    }

    // A key is sent from other hosts' pages; a page of ours sends its session and proves that it is ours (data-token).
    post(path, body) {
      const token = this.dataset.token;
      const server = this.dataset.server || home;
      return fetch(`${server}/api/v1/faqs/${encodeURIComponent(this.dataset.collection ?? '')}/${path}`, {
        method: 'POST',
        credentials: token ? 'same-origin' : 'omit',
        referrerPolicy: 'no-referrer',
        headers: {
          'Content-Type': 'application/json',
          'Accept-Language': this.language === 'zh' ? 'zh-CN' : 'en',
          ...(token ? { RequestVerificationToken: token } : { Authorization: `Bearer ${this.dataset.key ?? ''}` }),
        },
        body: JSON.stringify(body),
      });
    }

    async ask() {
      const question = this.input.value.trim();
      if (!question || this.button.disabled) return;
      this.button.disabled = true;
      this.show(make('p', { textContent: this.texts.asking }));
      try {
        const answer = await this.post('match', { question, topK: 4 });
        if (answer.ok) this.tell(await answer.json());
        else this.say(answer.status === 429 ? 'often' : answer.status === 400 ? 'long' : answer.status < 500 ? 'refused' : 'failed');
      } catch {
        this.say('failed');
      } finally {
        this.button.disabled = false;
      }
    }

    tell({ confident, matches, questionId }) {
      if (matches.length === 0) { this.say('nothing'); return; }
      const [best, ...others] = matches;
      const shown = confident
        ? [make('article', { className: 'answer' }, make('h3', { textContent: best.question }), clean(best.answerHtml))]
        : [make('p', { textContent: this.texts.unsure })];
      const more = confident ? others : matches;
      if (confident && more.length > 0) shown.push(make('p', { textContent: this.texts.others }));
      shown.push(...more.map(match => make('details', {}, make('summary', { textContent: match.question }), make('div', {}, clean(match.answerHtml)))));
      // Asked where there is something to judge: below an answer, and below what may be one.
      if (questionId) shown.splice(confident ? 1 : shown.length, 0, this.vote(questionId));
      this.show(...shown);
    }

    vote(questionId) {
      const place = make('div', { className: 'vote' }, make('span', { textContent: this.texts.helpful }));
      const send = async helpful => {
        place.querySelectorAll('button').forEach(button => { button.disabled = true; });
        const answer = await this.post(`questions/${questionId}/feedback`, { helpful }).catch(() => null);
        place.replaceChildren(make('span', { textContent: answer?.ok ? this.texts.thanks : this.texts.failed }));
      };
      for (const helpful of [true, false]) {
        const button = make('button', { type: 'button', textContent: helpful ? this.texts.yes : this.texts.no });
        button.dataset.vote = String(helpful);
        button.addEventListener('click', () => send(helpful));
        place.append(button);
      }
      return place;
    }

    say(text) { this.show(make('p', { textContent: this.texts[text] })); }

    show(...content) { this.result.replaceChildren(...content); }
  }

  if (!customElements.get('kb-faq')) customElements.define('kb-faq', Faq);
  if (script?.dataset.collection) {
    const faq = document.createElement('kb-faq');
    Object.assign(faq.dataset, { collection: script.dataset.collection, key: script.dataset.key ?? '', server: home });
    if (script.dataset.language) faq.lang = script.dataset.language;
    const target = script.dataset.target && document.querySelector(script.dataset.target);
    if (target) target.append(faq); else script.after(faq);
  }
})();
