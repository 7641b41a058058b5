// Draws how records lie in time, as bars of years, months or days, which can be zoomed and chosen.
'use strict';

(function () {
  var height = 150, base = 118, top = 14, least = 6, namespace = 'http://www.w3.org/2000/svg';
  var msOfDay = 86400000;

  function day(year, month, date) { return Date.UTC(year, month, date || 1) / msOfDay; }

  function civil(day) {
    var date = new Date(day * msOfDay);
    return {year: date.getUTCFullYear(), month: date.getUTCMonth(), date: date.getUTCDate()};
  }

  // The stretches that bars stand for: where the one of a day begins, and where the next one does.
  var units = [
    {name: 'decade', days: 3653, start: function (c) { return day(c.year - c.year % 10, 0); },
      next: function (c) { return day(c.year - c.year % 10 + 10, 0); }},
    {name: 'year', days: 366, start: function (c) { return day(c.year, 0); },
      next: function (c) { return day(c.year + 1, 0); }},
    {name: 'month', days: 31, start: function (c) { return day(c.year, c.month); },
      next: function (c) { return day(c.year, c.month + 1); }},
    {name: 'day', days: 1, start: function (c) { return day(c.year, c.month, c.date); },
      next: function (c) { return day(c.year, c.month, c.date + 1); }}
  ];

  function format(day, options) {
    return new Intl.DateTimeFormat(archivist.language(), Object.assign({timeZone: 'UTC'}, options))
      .format(new Date(day * msOfDay));
  }

  function name(unit, start) {
    switch (unit.name) {
    case 'decade': return civil(start).year + '–' + (civil(start).year + 9);
    case 'year': return format(start, {year: 'numeric'});
    case 'month': return format(start, {year: 'numeric', month: 'long'});
    default: return format(start, {year: 'numeric', month: 'long', day: 'numeric'});
    }
  }

  // What stands below a bar, and above it in the line of what is larger.
  function label(unit, start) {
    var c = civil(start);
    switch (unit.name) {
    case 'decade': case 'year': return {near: String(c.year)};
    case 'month':
      return {near: format(start, {month: 'short'}), far: c.month === 0 ? String(c.year) : null};
    default:
      return {near: String(c.date), far: c.date === 1 ? name(units[2], start) : null};
    }
  }

  function element(name, attributes, text) {
    var made = document.createElementNS(namespace, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // Makes a timeline in a place. `options` has the months, how to get days, and whom to tell what was chosen.
  archivist.timeline = function (place, options) {
    var days = null, chosen = null, view = null, whole = null, focus = null, isDrawn = false;
    var controls = document.createElement('div');
    controls.className = 'controls';
    var svg = element('svg', {role: 'group', height: height, width: '100%'});
    place.append(controls, svg);
    var buttons = ['zoomIn', 'zoomOut', 'wholeTime'].map(function (name) {
      var button = document.createElement('button');
      button.type = 'button';
      button.addEventListener('click', function () {
        if (name === 'wholeTime') show(whole[0], whole[1]);
        else zoom(name === 'zoomIn' ? 0.5 : 2);
      });
      controls.append(button);
      return {name: name, button: button};
    });

    function forEachCount(body) {
      if (days) {
        for (var i = 0; i < days.length; i++) body(days[i], 1);
      } else {
        options.months.months.forEach(function (count, index) {
          if (count) body(day(options.months.first, index), count);
        });
      }
    }

    function measure() {
      var first = Infinity, last = -Infinity;
      forEachCount(function (day) {
        if (day < first) first = day;
        if (day > last) last = day;
      });
      if (first > last) return null;
      var from = units[1].start(civil(first)), to = units[1].next(civil(last));
      return [from, to];
    }

    function unitOf(width) {
      var length = view[1] - view[0];
      for (var i = units.length - 1; i > 0; i--) {
        if (width / (length / units[i].days) >= least) {
          // Days are known only when the columns are there.
          if (units[i].name === 'day' && !days) {
            options.needDays();
            continue;
          }
          return units[i];
        }
      }
      return units[0];
    }

    function draw() {
      isDrawn = true;
      svg.replaceChildren();
      buttons.forEach(function (entry) { entry.button.textContent = archivist.text(entry.name); });
      if (!whole) return;
      var width = svg.clientWidth || 800, unit = unitOf(width), counts = new Map(), most = 1;
      var scale = width / (view[1] - view[0]);
      function x(day) { return (day - view[0]) * scale; }
      var cacheDay = null, cacheStart = null;
      forEachCount(function (day, count) {
        if (day !== cacheDay) {
          cacheDay = day;
          cacheStart = unit.start(civil(day));
        }
        var sum = (counts.get(cacheStart) || 0) + count;
        counts.set(cacheStart, sum);
        if (sum > most) most = sum;
      });
      svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
      svg.append(element('line', {class: 'axis', x1: 0, x2: width, y1: base + 0.5, y2: base + 0.5}));
      if (chosen) {
        svg.append(element('rect', {class: 'chosen', x: x(chosen[0]), y: 0, height: base,
          width: Math.max(2, x(chosen[1] + 1) - x(chosen[0]))}));
      }
      svg.append(element('text', {class: 'scale', x: 2, y: 11}, String(most)));
      var lastNear = -Infinity, lastFar = -Infinity, bars = [];
      for (var start = unit.start(civil(view[0])); start < view[1]; start = next) {
        var next = unit.next(civil(start)), count = counts.get(start) || 0, left = x(start);
        var broad = Math.max(1, x(next) - left - (x(next) - left > 4 ? 1 : 0));
        var words = label(unit, start), middle = left + broad / 2;
        if (words.far && left - lastFar > 70 && left >= -1) {
          svg.append(element('text', {class: 'far', x: left + 1, y: height - 2}, words.far));
          lastFar = left;
        }
        if (middle - lastNear > words.near.length * 8 + 12 && middle > 8 && middle < width - 8) {
          svg.append(element('text', {class: 'near', x: middle, y: base + 15}, words.near));
          lastNear = middle;
        }
        if (!count) continue;
        var size = Math.max(2, count / most * (base - top)), text = name(unit, start) + ': '
          + archivist.text('records', count);
        var bar = element('g', {class: 'bar', role: 'button', tabindex: '-1', 'aria-label': text,
          'data-from': start, 'data-to': next - 1});
        bar.append(element('title', {}, text),
          element('rect', {class: 'room', x: left, y: 0, width: broad, height: base}),
          element('rect', {class: 'size', x: left, y: base - size, width: broad, height: size}));
        if (chosen && chosen[0] === start && chosen[1] === next - 1) bar.setAttribute('aria-pressed', 'true');
        svg.append(bar);
        bars.push(bar);
      }
      var current = bars.find(function (bar) { return +bar.dataset.from === focus; }) || bars[bars.length - 1];
      if (current) current.setAttribute('tabindex', '0');
      svg.dataset.unit = unit.name;
      buttons[2].button.disabled = view[0] === whole[0] && view[1] === whole[1];
      buttons[1].button.disabled = buttons[2].button.disabled;
    }

    function show(from, to) {
      // Never beyond what there is, and never less than a fortnight.
      var length = Math.min(Math.max(to - from, 14), whole[1] - whole[0]);
      var middle = (from + to) / 2;
      from = Math.round(Math.min(Math.max(middle - length / 2, whole[0]), whole[1] - length));
      view = [from, from + Math.round(length)];
      draw();
    }

    function zoom(factor, at) {
      var middle = at === undefined ? (view[0] + view[1]) / 2 : at;
      show(middle - (middle - view[0]) * factor, middle + (view[1] - middle) * factor);
    }

    function choose(bar) {
      var from = +bar.dataset.from, to = +bar.dataset.to, hasFocus = bar === document.activeElement;
      var isAgain = chosen && chosen[0] === from && chosen[1] === to;
      focus = from;
      if (!isAgain && svg.dataset.unit !== 'day') view = [Math.max(from, whole[0]), Math.min(to + 1, whole[1])];
      options.choose(isAgain ? null : [from, to]);
      if (hasFocus) refocus();
    }

    function refocus() {
      var bar = svg.querySelector('.bar[tabindex="0"]');
      if (bar) bar.focus();
    }

    function dayAt(event) {
      var box = svg.getBoundingClientRect();
      return view[0] + (event.clientX - box.left) / box.width * (view[1] - view[0]);
    }

    var drag = null;
    svg.addEventListener('pointerdown', function (event) {
      drag = {x: event.clientX, view: view.slice(), moved: false};
    });
    window.addEventListener('pointermove', function (event) {
      if (!drag || !view) return;
      var distance = event.clientX - drag.x;
      if (!drag.moved && Math.abs(distance) < 5) return;
      drag.moved = true;
      var days = distance / svg.clientWidth * (drag.view[1] - drag.view[0]);
      show(drag.view[0] - days, drag.view[1] - days);
    });
    window.addEventListener('pointerup', function () {
      if (drag && !drag.moved) drag = null;
      else setTimeout(function () { drag = null; }, 0);
    });
    svg.addEventListener('click', function (event) {
      if (drag && drag.moved) return;
      var bar = event.target.closest('.bar');
      if (bar) choose(bar);
    });
    svg.addEventListener('wheel', function (event) {
      // The page still scrolls; with a pinch, or Ctrl, or where the timeline has the focus, this zooms.
      if (!view || !event.ctrlKey && !svg.contains(document.activeElement)) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 0.8 : 1.25, dayAt(event));
    }, {passive: false});
    svg.addEventListener('keydown', function (event) {
      var bar = event.target.closest('.bar');
      if (!bar) return;
      var bars = Array.from(svg.querySelectorAll('.bar')), at = bars.indexOf(bar);
      var next = {ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1}[event.key];
      if (event.key === 'Enter' || event.key === ' ') {
        choose(bar);
      } else if (event.key === '+' || event.key === '=' || event.key === '-') {
        focus = +bar.dataset.from;
        zoom(event.key === '-' ? 2 : 0.5, (+bar.dataset.from + +bar.dataset.to) / 2);
        refocus();
      } else if (next !== undefined && bars[next]) {
        bar.setAttribute('tabindex', '-1');
        bars[next].setAttribute('tabindex', '0');
        bars[next].focus();
        focus = +bars[next].dataset.from;
      } else if (event.key === 'Escape') {
        options.choose(null);
        show(whole[0], whole[1]);
        refocus();
      } else {
        return;
      }
      event.preventDefault();
    });

    if (window.ResizeObserver) {
      var width = 0;
      new ResizeObserver(function () {
        if (isDrawn && svg.clientWidth !== width) draw();
        width = svg.clientWidth;
      }).observe(svg);
    }
    archivist.onLanguage(draw);
    whole = measure();
    view = whole && whole.slice();
    draw();

    return {
      // Draws other records: the days on which they begin, or nothing for all; and what is chosen.
      show: function (newDays, newChosen) {
        days = newDays;
        chosen = newChosen;
        if (!whole) return;
        if (!chosen && view[0] === whole[0] && view[1] === whole[1]) {
          draw();
        } else {
          show(view[0], view[1]);
        }
      },
      // Shows a stretch of time.
      reveal: function (from, to) { if (whole) show(from, to); }
    };
  };
})();
