// What every page needs before it is seen: the reader's language and colours.
'use strict';

var archivist = (function () {
  var root = document.documentElement;

  // Storage may be refused to pages that are opened from files.
  function remembered(name) {
    try { return localStorage.getItem('archivist.' + name); } catch (error) { return null; }
  }

  function remember(name, value) {
    try { localStorage.setItem('archivist.' + name, value); } catch (error) { /* only for this page */ }
  }

  var listeners = [];

  // Labels that are heard and hints that are no text of the page.
  function label() {
    ['label', 'hint'].forEach(function (kind) {
      var attribute = kind === 'label' ? 'aria-label' : 'placeholder';
      document.querySelectorAll('[data-' + kind + '-zh]').forEach(function (element) {
        element.setAttribute(attribute, element.getAttribute('data-' + kind + '-' + root.lang));
      });
    });
  }

  function speak(language) {
    root.lang = language;
    label();
    listeners.forEach(function (listener) { listener(); });
  }

  function isDark() {
    return root.dataset.theme
      ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }

  var theme = remembered('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  var language = remembered('language');
  if (language !== 'zh' && language !== 'en') {
    language = /^zh/i.test(navigator.language || '') ? 'zh' : 'en';
  }
  root.lang = language;
  root.classList.add('scripted');

  document.addEventListener('DOMContentLoaded', function () {
    label();
    document.getElementById('language').addEventListener('click', function () {
      speak(root.lang === 'zh' ? 'en' : 'zh');
      remember('language', root.lang);
    });
    document.getElementById('theme').addEventListener('click', function () {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      remember('theme', root.dataset.theme);
    });
  });

  var texts = {};

  return {
    // The language that the page speaks.
    language: function () { return root.lang; },
    // Is called again whenever the reader changes the language.
    onLanguage: function (listener) { listeners.push(listener); },
    // Takes the texts of scripts in.
    texts: function (all) { texts = all; },
    // A text by its name, `{n}` filled in.
    text: function (name, value) {
      return texts[name][root.lang].replace('{n}', value);
    },
    // The kinds of records, in the order of their digits in the columns.
    kinds: function () { return texts.kinds; }
  };
})();
