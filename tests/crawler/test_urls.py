"""One spelling for each article address."""

from __future__ import annotations

import pytest

from crawler.urls import canonical


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Www.Paper.cn:80/x?keyword=电力&utm_source=wx#top", "http://www.paper.cn/x?keyword=%E7%94%B5%E5%8A%9B"),
        ("/p/./q/../r.html?spm=1&from=timeline&isappinstalled=0", "http://base.cn/p/r.html"),
        ("http://a.cn/x?keyword=&b=2&scene=1", "http://a.cn/x?keyword=&b=2"),
        ("http://a.cn/x;jsessionid=0A1B?PHPSESSID=77&id=3", "http://a.cn/x?id=3"),
        ("http://a.cn/(S(lit3py55t21z5v55vlm25s55))/news/1.aspx", "http://a.cn/news/1.aspx"),
        ("http://a.cn/a%2Fb?x=1+2", "http://a.cn/a%2Fb?x=1+2"),
        ("https://a.cn:443", "https://a.cn/"),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8001/a"),
        (
            "http://mp.weixin.qq.com/s?scene=2&sn=ab&idx=1&mid=9&__biz=Mz%3D%3D&chksm=1#wechat_redirect",
            "http://mp.weixin.qq.com/s?__biz=Mz%3D%3D&mid=9&idx=1&sn=ab",
        ),
        ("https://mp.weixin.qq.com/s/AbC-d_1?from=groupmessage", "https://mp.weixin.qq.com/s/AbC-d_1"),
        ("javascript:void(0)", None),
        ("mailto:a@b.cn", None),
        ("http://a.cn:99999999/", None),
        ("http://[::1/", None),
        ("http://a.cn/" + "x" * 3000, None),
    ],
)
def test_an_address_has_one_spelling(url: str, expected: str | None) -> None:
    assert canonical(url, "http://base.cn/d/") == expected


def test_a_canonical_address_is_its_own_canonical_form() -> None:
    url = canonical("http://A.cn/中文?q=电力&from=x")
    assert url is not None
    assert canonical(url) == url
