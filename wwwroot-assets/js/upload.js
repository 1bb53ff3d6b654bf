// Sends files to the REST API, three at a time, straight from disk: nothing of them goes over the circuit.
// The page draws what is reported here; it decides about retries and duplicates.
(() => {
  'use strict';
  const AtOnce = 3;
  const ReportEvery = 200; // milliseconds

  // A dropped folder is walked through; hidden files and those of the system are left out.
  const filesOf = async transfer => {
    const walk = async entry => {
      if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
      const reader = entry.createReader();
      const found = [];
      for (;;) {
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        for (const child of some) found.push(...await walk(child));
      }
      return found.filter(file => !file.name.startsWith('.') && file.name !== 'Thumbs.db');
    };
    const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    // What comes from no folder, such as a picture out of a mail, has no entry.
    if (entries.length === 0) return [...transfer.files];
    const files = [];
    for (const entry of entries) files.push(...await walk(entry));
    return files;
  };

  const attachUpload = (zone, input, page, options) => {
    const items = new Map();
    const changed = new Set();
    const abort = new AbortController();
    let next = 1;
    let timer = 0;
    let onDuplicate = 'ask';

    const report = () => {
      timer = 0;
      const list = [...changed].filter(id => items.has(id)).map(id => {
        const { file, request, ...item } = items.get(id);
        return item;
      });
      changed.clear();
      if (list.length > 0 && !abort.signal.aborted) page.invokeMethodAsync('Report', list).catch(() => { });
    };
    const tell = (item, change) => {
      Object.assign(item, change);
      changed.add(item.id);
      timer ||= setTimeout(report, ReportEvery);
    };

    const pump = () => {
      const all = [...items.values()];
      let free = AtOnce - all.filter(item => item.state === 'Sending').length;
      for (const item of all) {
        if (free === 0) break;
        if (item.state === 'Waiting') { send(item); free--; }
      }
    };

    const send = item => {
      const request = new XMLHttpRequest();
      item.request = request;
      tell(item, { state: 'Sending', sent: 0, code: null, detail: null, duplicateId: null, duplicateName: null });
      const body = new FormData();
      body.append('files', item.file, item.name);
      request.open('POST', `${options.url}?onDuplicate=${item.duplicates ?? onDuplicate}`);
      request.setRequestHeader('Accept', 'application/json');
      request.setRequestHeader(options.tokenHeader, options.token);
      request.responseType = 'json';
      request.upload.onprogress = event => tell(item, { sent: Math.min(event.loaded, item.size) });
      const end = change => { item.request = null; tell(item, change); pump(); };
      request.onload = () => end(outcome(request));
      request.onerror = () => end({ state: 'Failed', code: 'network' });
      request.onabort = () => end({ state: 'Cancelled' });
      request.send(body);
    };

    const outcome = request => {
      const answer = request.response;
      const result = Array.isArray(answer?.results) ? answer.results[0] : answer;
      if (result?.duplicateOf) {
        return onDuplicate === 'skip' || result.status === 'skipped'
          ? { state: 'Done' }
          : { state: 'Duplicate', duplicateId: result.duplicateOf.id, duplicateName: result.duplicateOf.name };
      }
      if (request.status >= 200 && request.status < 300 && !result?.error) return { state: 'Done' };
      const error = result?.error ?? answer;
      return { state: 'Failed', code: error?.code ?? `http_${request.status}`, detail: error?.message ?? error?.detail ?? null };
    };

    const add = files => {
      for (const file of files) {
        const item = { id: next++, name: file.name, size: file.size, sent: 0, state: 'Waiting', code: null, detail: null, duplicateId: null, duplicateName: null, file };
        items.set(item.id, item);
        tell(item, file.size > options.maximumBytes ? { state: 'Failed', code: 'too_large' } : file.size === 0 ? { state: 'Failed', code: 'empty' } : {});
      }
      pump();
    };

    const listen = (target, name, handler) => target.addEventListener(name, handler, { signal: abort.signal });
    const carriesFiles = event => [...event.dataTransfer?.types ?? []].includes('Files');
    let depth = 0;
    listen(input, 'change', () => { add([...input.files]); input.value = ''; });
    listen(document, 'dragenter', event => { if (carriesFiles(event)) { depth++; zone.classList.add('dragging'); } });
    listen(document, 'dragleave', event => { if (carriesFiles(event) && --depth <= 0) { depth = 0; zone.classList.remove('dragging'); } });
    listen(document, 'dragover', event => { if (carriesFiles(event)) event.preventDefault(); });
    listen(document, 'drop', async event => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      zone.classList.remove('dragging');
      add(await filesOf(event.dataTransfer));
    });
    listen(window, 'beforeunload', event => {
      if ([...items.values()].some(item => item.state === 'Sending' || item.state === 'Waiting')) event.preventDefault();
    });

    return {
      // Sends one again; duplicates is ask, keep, replace or skip.
      resend: (ids, duplicates) => {
        for (const id of ids) {
          const item = items.get(id);
          if (item) tell(item, { state: 'Waiting', duplicates });
        }
        pump();
      },
      // What becomes of duplicates among the files that are still to come.
      setDuplicates: duplicates => { onDuplicate = duplicates; },
      cancel: ids => {
        for (const id of ids) {
          const item = items.get(id);
          if (item?.request) item.request.abort(); else if (item) tell(item, { state: 'Cancelled' });
        }
        pump();
      },
      forget: ids => { for (const id of ids) items.delete(id); if (items.size === 0) onDuplicate = 'ask'; },
      dispose: () => {
        abort.abort();
        clearTimeout(timer);
        for (const item of items.values()) item.request?.abort();
      },
    };
  };

  window.knowledgeBase.attachUpload = attachUpload;
})();
