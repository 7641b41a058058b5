// The front page: a question by words, filters and time, and what fits it.
'use strict';

document.addEventListener('DOMContentLoaded', function () {
  var words = document.getElementById('words'), results = document.getElementById('results');
  var status = document.getElementById('status'), filters = document.getElementById('filters');
  var order = document.getElementById('order'), more = document.getElementById('more');
  var chosen = document.getElementById('chosen');
  var facets = ['kind', 'year', 'body', 'topic'], onPage = 20, listed = 8;
  var newest = Array.from(results.childNodes), greeting = Array.from(status.childNodes);
  var facetsAtFirst = Array.from(filters.childNodes);

  function empty() {
    return {q: '', kind: new Set(), year: new Set(), body: new Set(), topic: new Set(), time: null,
      isOldestFirst: false};
  }

  var state = empty(), columns = null, found = [], shown = 0, marks = [], folding = new Map(), asked = 0;
  var open = new Set();

  // MARK: The address keeps the question, so that a way back leads to it

  function iso(day) { return new Date(day * 86400000).toISOString().slice(0, 10); }
  function dayOf(text) {
    var time = Date.parse(text + 'T00:00:00Z');
    return isNaN(time) ? null : time / 86400000;
  }

  function address() {
    var parts = new URLSearchParams();
    if (state.q) parts.set('q', state.q);
    facets.forEach(function (facet) {
      if (state[facet].size) parts.set(facet, Array.from(state[facet]).join(','));
    });
    if (state.time) parts.set('time', iso(state.time[0]) + '/' + iso(state.time[1]));
    if (state.isOldestFirst) parts.set('sort', 'date');
    return parts.toString();
  }

  function readAddress() {
    var parts = new URLSearchParams(location.hash.slice(1));
    state = empty();
    state.q = parts.get('q') || '';
    facets.forEach(function (facet) {
      (parts.get(facet) || '').split(',').filter(Boolean).forEach(function (value) {
        state[facet].add(value);
      });
    });
    var time = (parts.get('time') || '').split('/').map(dayOf);
    if (time.length === 2 && time[0] !== null && time[1] !== null) state.time = time;
    state.isOldestFirst = parts.get('sort') === 'date';
    words.value = state.q;
  }

  function keepAddress() {
    var text = address();
    // Pages that are opened from files may not change their history otherwise.
    if (location.hash.slice(1) !== text) location.replace('#' + text);
  }

  function isOpen() {
    return !state.q.trim() && !state.time
      && facets.every(function (facet) { return !state[facet].size; });
  }

  // MARK: Asking

  function ask() {
    var question = ++asked;
    keepAddress();
    tellChosen();
    if (isOpen()) return showNewest();
    Promise.all([archivist.loadColumns(), archivist.find(state.q)]).then(function (loaded) {
      // Somebody types faster than parts of the index come.
      if (question !== asked) return;
      columns = loaded[0];
      marks = loaded[1].marks;
      folding = loaded[1].folding || folding;
      answer(loaded[1].hits);
    }, function () {
      if (question === asked) status.textContent = archivist.text('failed');
    });
  }

  function showNewest() {
    found = [];
    results.replaceChildren.apply(results, newest);
    status.replaceChildren.apply(status, greeting);
    more.hidden = order.hidden = true;
    if (columns) {
      showFacets(count(null).counts);
    } else {
      filters.replaceChildren.apply(filters, facetsAtFirst);
    }
    timeline.show(columns ? columns.first.subarray(0, columns.dated) : null, null);
  }

  // Goes through all records once: those that fit, the days of those that fit but for their time, and how
  // many have each value of a facet, that facet's own filter left out.
  function count(hits) {
    var counts = {kind: new Map(), year: new Map(), body: new Map(), topic: new Map()};
    var fitting = [], days = [], kinds = archivist.kinds();
    var wanted = {
      body: numbersOf('body'), topic: numbersOf('topic'),
      year: new Set(Array.from(state.year, Number))
    };
    function add(facet, value) { counts[facet].set(value, (counts[facet].get(value) || 0) + 1); }
    function has(set, values) {
      if (!set.size) return true;
      for (var i = 0; i < values.length; i++) if (set.has(values[i])) return true;
      return false;
    }
    for (var i = 0; i < columns.count; i++) {
      if (hits && !hits[i]) continue;
      var kind = kinds[columns.kinds.charCodeAt(i) - 48].name, isDated = i < columns.dated;
      var misses = (state.kind.size && !state.kind.has(kind) ? 1 : 0)
        | (wanted.year.size && !(isDated && wanted.year.has(columns.years[i])) ? 2 : 0)
        | (has(wanted.body, columns.bodyReach[i]) ? 0 : 4) | (has(wanted.topic, columns.topic[i]) ? 0 : 8)
        | (!state.time || isDated && columns.from[i] <= state.time[1]
          && columns.to[i] >= state.time[0] ? 0 : 16);
      if (misses === 0) fitting.push(i);
      if ((misses & ~16) === 0 && isDated) days.push(columns.first[i]);
      if ((misses & ~1) === 0) add('kind', kind);
      if ((misses & ~2) === 0 && isDated) add('year', columns.years[i]);
      if ((misses & ~4) === 0) columns.bodyReach[i].forEach(function (body) { add('body', body); });
      if ((misses & ~8) === 0) columns.topic[i].forEach(function (topic) { add('topic', topic); });
    }
    return {fitting: fitting, days: days, counts: counts};
  }

  function numbersOf(facet) {
    var numbers = new Set(), names = columns[facet + 'Names'];
    if (state[facet].size) {
      names.forEach(function (name, number) { if (state[facet].has(name[1])) numbers.add(number); });
      // A name that nothing has finds nothing.
      if (!numbers.size) numbers.add(-1);
    }
    return numbers;
  }

  function answer(hits) {
    var counted = count(hits);
    found = inOrder(counted.fitting);
    status.textContent = !found.length ? archivist.text('none')
      : found.length === 1 ? archivist.text('foundOne') : archivist.text('found', found.length);
    shown = 0;
    showMore();
    // Records first; what is told of them can wait until they are seen.
    var question = asked;
    setTimeout(function () {
      if (question !== asked) return;
      showFacets(counted.counts);
      timeline.show(counted.days, state.time);
    }, 0);
  }

  // Records come newest first; those without a date are last either way.
  function inOrder(records) {
    order.hidden = records.length < 2;
    order.textContent = archivist.text(state.isOldestFirst ? 'oldestFirst' : 'newestFirst');
    if (!state.isOldestFirst) return records;
    var dated = records.filter(function (record) { return record < columns.dated; });
    return dated.reverse().concat(records.slice(dated.length));
  }

  // MARK: Records

  // The first few are shown before the others are there.
  var first = 5;

  function showMore(isFurther) {
    var from = isFurther ? shown : 0, page = found.slice(from, from + onPage);
    shown = from + page.length;
    var head = isFurther ? page : page.slice(0, first);
    show(head, !isFurther, asked).then(function (items) {
      if (isFurther && items) items[0].querySelector('a').focus();
      if (!isFurther && items && page.length > first) return show(page.slice(first), false, asked);
      return null;
    }).catch(function () { status.textContent = archivist.text('failed'); });
  }

  // Shows records in place of those that are shown, or behind them; gives what was made, unless somebody asked
  // something else meanwhile.
  function show(records, isNew, question) {
    return archivist.loadCards(records).then(function (cards) {
      if (question !== asked) return null;
      var items = cards.map(function (card, index) { return item(records[index], card); });
      if (isNew) results.replaceChildren.apply(results, items);
      else results.append.apply(results, items);
      more.hidden = shown >= found.length;
      return items;
    });
  }

  function make(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // Tells in which language words of records are, as far as that can be seen.
  function recorded(element, text) {
    if (/[一-鿿]/.test(text)) element.lang = 'zh';
    var at = 0;
    archivist.marked(text, marks, folding).forEach(function (place) {
      if (place[0] < at) return;
      element.append(text.slice(at, place[0]), make('mark', '', text.slice(place[0], place[1])));
      at = place[1];
    });
    element.append(text.slice(at));
    return element;
  }

  function item(number, card) {
    var made = make('li', 'card'), meta = make('p', 'meta'), parts = card[0].split('.');
    var kind = archivist.kinds()[columns.kinds.charCodeAt(number) - 48];
    meta.append(make('time', '', card[1] === 'unknown' ? archivist.text('unknown') : card[1]));
    var label = make('span', 'kind', kind[archivist.language()]);
    label.dataset.kind = kind.name;
    var bodies = make('span', 'body', columns.body[number].map(function (body) {
      return columns.bodyNames[body][0];
    }).join('、'));
    bodies.lang = 'zh';
    meta.append(label, bodies, make('span', 'number', card[0]));
    var link = make('a', 'title');
    link.href = 'records/' + parts[0] + '.html' + (parts[1] ? '#i' + parts[1] : '');
    made.append(meta, recorded(link, card[2]));
    if (card[4]) made.append(recorded(make('p', 'meeting'), card[4]));
    if (card[3]) made.append(recorded(make('p', 'excerpt'), passage(card[3])));
    return made;
  }

  // The stretch of a text that tells why it was found; its beginning where nothing is marked in it.
  function passage(text) {
    var longest = 120, first = archivist.marked(text, marks, folding)[0];
    var start = first && first[1] > longest ? Math.max(0, first[0] - longest / 3) : 0;
    return (start ? '…' : '') + text.slice(start, start + longest)
      + (start + longest < text.length ? '…' : '');
  }

  // MARK: Filters

  function nameOf(facet, value) {
    if (facet === 'kind') {
      return archivist.kinds().find(function (kind) { return kind.name === value; })[archivist.language()];
    }
    if (facet === 'year') return String(value);
    var input = filters.querySelector('input[name="' + facet + '"][value="' + value + '"]');
    if (columns) {
      var name = columns[facet + 'Names'].find(function (name) { return name[1] === value; });
      if (name) return name[0];
    }
    return input ? input.parentNode.querySelector('.name').textContent : value;
  }

  function showFacets(counts) {
    var focused = document.activeElement && document.activeElement.name
      ? [document.activeElement.name, document.activeElement.value] : null;
    var all = facets.map(function (facet) {
      var values = Array.from(counts[facet], function (entry) {
        var isName = facet === 'body' || facet === 'topic';
        var name = isName ? columns[facet + 'Names'][entry[0]] : null;
        return {value: name ? name[1] : String(entry[0]), name: name && name[0], count: entry[1],
          place: entry[0]};
      });
      values.sort(function (a, b) {
        return facet === 'year' ? b.value - a.value : b.count - a.count || (a.place < b.place ? -1 : 1);
      });
      return facetOf(facet, values);
    });
    filters.replaceChildren.apply(filters, all);
    if (focused) {
      var again = filters.querySelector('[name="' + focused[0] + '"][value="' + focused[1] + '"]');
      if (again) again.focus();
    }
  }

  function facetOf(facet, values) {
    var set = make('fieldset'), list = make('ul');
    set.append(make('legend', '', archivist.text(facet)), list);
    values.forEach(function (value, index) {
      var isChecked = state[facet].has(value.value);
      if (index >= listed && !open.has(facet) && !isChecked) return;
      var line = make('li'), label = make('label'), input = make('input');
      input.type = 'checkbox';
      input.name = facet;
      input.value = value.value;
      input.checked = isChecked;
      var name = make('span', 'name', value.name || nameOf(facet, value.value));
      if (value.name) name.lang = 'zh';
      label.append(input, name, make('span', 'count', value.count));
      line.append(label);
      list.append(line);
    });
    if (values.length > listed) {
      var button = make('button', 'all', open.has(facet)
        ? archivist.text('fewer') : archivist.text('all', values.length));
      button.type = 'button';
      button.name = 'all';
      button.value = facet;
      set.append(button);
    }
    return set;
  }

  function tellChosen() {
    var tags = [];
    function tag(text, remove) {
      var button = make('button', 'tag', text + ' ×');
      button.type = 'button';
      button.setAttribute('aria-label', archivist.text('remove', text));
      button.addEventListener('click', function () {
        remove();
        ask();
        words.focus();
      });
      tags.push(button);
    }
    facets.forEach(function (facet) {
      state[facet].forEach(function (value) {
        tag(nameOf(facet, value), function () { state[facet].delete(value); });
      });
    });
    if (state.time) {
      var text = iso(state.time[0]) + ' – ' + iso(state.time[1]);
      tag(text, function () { state.time = null; });
    }
    if (tags.length > 1) {
      var clear = make('button', 'clear', archivist.text('clear'));
      clear.type = 'button';
      clear.addEventListener('click', function () {
        var text = state.q;
        state = empty();
        state.q = text;
        ask();
      });
      tags.push(clear);
    }
    chosen.replaceChildren.apply(chosen, tags);
  }

  // MARK: What readers do

  var timeline = archivist.timeline(document.getElementById('timeline'), {
    months: JSON.parse(document.getElementById('months').textContent),
    choose: function (time) {
      state.time = time;
      ask();
    },
    needDays: function () {
      archivist.loadColumns().then(function (loaded) {
        var isFirst = !columns;
        columns = loaded;
        if (isFirst && isOpen()) showNewest();
      }, function () {});
    }
  });

  function type() {
    state.q = words.value;
    ask();
  }
  // What is typed by its sound is no word before somebody has chosen it.
  words.addEventListener('input', function (event) { if (!event.isComposing) type(); });
  words.addEventListener('compositionend', type);
  words.addEventListener('focus', function () { archivist.prepare().catch(function () {}); });
  document.getElementById('search').addEventListener('submit', function (event) {
    event.preventDefault();
    ask();
  });
  filters.addEventListener('change', function (event) {
    var input = event.target;
    if (input.checked) state[input.name].add(input.value);
    else state[input.name].delete(input.value);
    ask();
  });
  filters.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) return;
    if (open.has(button.value)) open.delete(button.value);
    else open.add(button.value);
    archivist.loadColumns().then(function (loaded) {
      columns = loaded;
      if (isOpen()) showFacets(count(null).counts);
      else ask();
    }, function () {});
  });
  order.addEventListener('click', function () {
    state.isOldestFirst = !state.isOldestFirst;
    ask();
  });
  more.addEventListener('click', function () { showMore(true); });

  // Arrow keys lead from the words through the results and back.
  document.addEventListener('keydown', function (event) {
    var inField = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === '/' && !inField && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      words.focus();
      words.select();
      return;
    }
    if (event.target === words && event.key === 'Escape' && words.value) {
      words.value = state.q = '';
      ask();
      event.preventDefault();
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Escape') return;
    var links = Array.from(results.querySelectorAll('a.title')), at = links.indexOf(event.target);
    if (event.target !== words && at < 0) return;
    event.preventDefault();
    if (event.key === 'Escape' || event.key === 'ArrowUp' && at <= 0) words.focus();
    else if (links[at + (event.key === 'ArrowDown' ? 1 : -1)]) {
      links[at + (event.key === 'ArrowDown' ? 1 : -1)].focus();
    }
  });

  window.addEventListener('hashchange', function () {
    if (location.hash.slice(1) === address()) return;
    readAddress();
    ask();
  });
  archivist.onLanguage(function () {
    if (columns) ask();
    else tellChosen();
  });

  readAddress();
  if (!isOpen()) ask();
  document.documentElement.dataset.ready = '';
});
