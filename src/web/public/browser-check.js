/*
 * Before anything else: can this browser keep the book safe? Written so that browsers of ten years ago can read it, and
 * kept apart from the page, which they cannot. What is asked stands in docs/operations.md under Browsers.
 */
(function () {
  'use strict';
  var lacks = [];
  var script = document.createElement('script');
  if (!('noModule' in script)) lacks.push(['ES modules', 'ES模块']);
  if (!('SecurityPolicyViolationEvent' in window))
    lacks.push(['Content Security Policy', '内容安全策略（CSP）']);
  if (!('fetch' in window) || !('AbortController' in window))
    lacks.push(['requests that say where they come from', '可说明来源的请求（Fetch）']);
  if (!window.crypto || !window.crypto.getRandomValues) lacks.push(['secure chance', '安全随机数']);
  if (!window.Map || !window.Map.groupBy)
    lacks.push(['JavaScript of 2024 or later', '2024年以后的JavaScript']);
  // On this machine itself nobody listens between; elsewhere a page without HTTPS can be read and changed on its way.
  var open = window.isSecureContext === false;
  if (lacks.length === 0 && !open) return;

  var names = function (at) {
    var said = [];
    for (var i = 0; i < lacks.length; i++) said.push(lacks[i][at]);
    return said.join(at === 0 ? ', ' : '、');
  };
  var notice = document.createElement('div');
  notice.id = 'browser-check';
  notice.className = lacks.length > 0 ? 'notice bad' : 'notice care';
  notice.setAttribute('role', 'alert');
  var say = function (language, text) {
    var line = document.createElement('p');
    line.lang = language;
    line.appendChild(document.createTextNode(text));
    notice.appendChild(line);
  };
  if (lacks.length > 0) {
    say(
      'zh',
      '此浏览器版本过旧，不能安全使用本系统。缺少：' +
        names(1) +
        '。请更新浏览器（Chrome、Edge、360极速模式 117，Firefox 119，Safari 17.4 以上）后再打开。',
    );
    say(
      'en',
      'This browser is too old to keep the book safe. It lacks: ' +
        names(0) +
        '. Update it (Chrome or Edge 117, Firefox 119, Safari 17.4 or later), then open this page again.',
    );
  } else {
    say(
      'zh',
      '当前连接未加密（不是HTTPS），途中可能被他人读取或篡改。请改用https地址，或请系统管理员启用。',
    );
    say(
      'en',
      'This connection is not encrypted (no HTTPS): others can read and change what is sent. Use the https address, or ask the system administrator for one.',
    );
  }
  document.body.insertBefore(notice, document.body.firstChild);
  // A browser that cannot keep it safe gets no page behind the notice.
  if (lacks.length > 0) {
    var root = document.getElementById('root');
    if (root && root.parentNode) root.parentNode.removeChild(root);
  }
})();
